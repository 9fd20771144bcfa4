ln -s "$VICTIM/linked" done-q/link-in-the-way
counted | drop wait-q/link-in-the-way
