sh -c '{ printf "==== UNIT OF WORK\nCOMMAND :: touch pw"; exec sleep 60; } >wait-q/slow-writer-killed' &
writer=$!
sleep 0.3
kill -9 $writer
wait $writer || :
