: >$OUT/zero
chmod 0 $OUT/zero
mv $OUT/zero wait-q/empty-mode-0
