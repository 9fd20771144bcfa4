counted >$OUT/sticky
chmod 1644 $OUT/sticky
mv $OUT/sticky wait-q/mode-sticky
