ln -s link-ring-b wait-q/link-ring-a
ln -s link-ring-a wait-q/link-ring-b
