# The oldest of several READMEs is not looked for through a link.
ln -sfn "$VICTIM/linked" done-q/README.txt
