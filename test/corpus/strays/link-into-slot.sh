ln -s "$VICTIM/uow" currently-executing/link-into-slot
