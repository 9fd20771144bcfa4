counted | drop incoming/left-here
mkfifo incoming/fifo
ln -s /dev/zero incoming/zero
