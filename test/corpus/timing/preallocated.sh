# A download that makes the file in its full size first.
counted >"$OUT/source"
truncate -s "$(wc -c <"$OUT/source")" wait-q/preallocated
sleep 0.8
dd if="$OUT/source" of=wait-q/preallocated conv=notrunc 2>/dev/null
