# Some programs put a file in place by link and unlink.
counted >$OUT/linked
ln $OUT/linked wait-q/hard-link-resolved
sleep 0.3
rm $OUT/linked
