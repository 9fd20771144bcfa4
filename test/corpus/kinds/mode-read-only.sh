counted >$OUT/ro
chmod 444 $OUT/ro
mv $OUT/ro wait-q/mode-read-only
