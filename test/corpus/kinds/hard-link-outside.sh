ln "$VICTIM/linked" wait-q/hard-link-outside
