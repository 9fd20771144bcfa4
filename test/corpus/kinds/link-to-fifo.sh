mkfifo "$OUT/pipe"
ln -s "$OUT/pipe" wait-q/link-to-fifo
