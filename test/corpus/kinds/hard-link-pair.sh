counted >$OUT/pair
ln $OUT/pair wait-q/hard-link-pair-a
mv $OUT/pair wait-q/hard-link-pair-b
