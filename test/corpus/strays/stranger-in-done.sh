echo "my notes" | drop done-q/stranger-in-done
mkfifo done-q/fifo-in-done error-q/fifo-in-error fail-q/fifo-in-fail archive/fifo-in-archive
ln -s loop done-q/loop
head -c 1000 /dev/urandom | drop archive/random
