counted >$OUT/zero
chmod 000 $OUT/zero
mv $OUT/zero wait-q/mode-000
