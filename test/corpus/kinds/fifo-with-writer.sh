mkfifo "$OUT/pipe"
counted >"$OUT/text"
timeout 10 sh -c 'cat "$1/text" >"$1/pipe"' sh "$OUT" &
ln "$OUT/pipe" wait-q/fifo-with-writer
there trash/fifo-with-writer
timeout 5 cat trash/fifo-with-writer >"$OUT/read"
cmp "$OUT/text" "$OUT/read"
wait
