ln -s "$VICTIM/secret" wait-q/link-to-secret
