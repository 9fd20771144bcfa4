counted >$OUT/sticky
chmod 1666 $OUT/sticky
mv $OUT/sticky wait-q/mode-sticky
