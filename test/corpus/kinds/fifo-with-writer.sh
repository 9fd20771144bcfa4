mkfifo incoming/pipe
counted >"$OUT/text"
timeout 10 sh -c 'exec cat "$1" >incoming/pipe' sh "$OUT/text" &
mv incoming/pipe wait-q/fifo-with-writer
there trash/fifo-with-writer
timeout 5 cat trash/fifo-with-writer >"$OUT/read"
cmp "$OUT/text" "$OUT/read"
wait
