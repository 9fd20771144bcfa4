ln -s "$VICTIM/uow" wait-q/link-to-uow
