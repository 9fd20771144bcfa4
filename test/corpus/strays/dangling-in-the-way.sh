ln -s "$VICTIM/new" done-q/dangling-in-the-way
counted | drop wait-q/dangling-in-the-way
