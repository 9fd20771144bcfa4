ln "$VICTIM/uow" wait-q/hard-link-outside-uow
