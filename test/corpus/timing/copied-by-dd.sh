counted >"$OUT/source"
dd if="$OUT/source" of=wait-q/copied-by-dd bs=1 2>/dev/null
