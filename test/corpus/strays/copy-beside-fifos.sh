# Looking for the original of a copy reads every settled file: no FIFO may stop that.
mkfifo done-q/a-fifo archive/a-fifo
ln -s /dev/zero done-q/a-zero
counted | drop wait-q/copy-beside-fifos
says done-q/copy-beside-fifos "DONE exit 0"
sleep 0.3
cp done-q/copy-beside-fifos wait-q/copy-beside-fifos-2
