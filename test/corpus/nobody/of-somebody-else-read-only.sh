need_root
counted >$OUT/own
chmod 444 $OUT/own
mv $OUT/own wait-q/of-somebody-else-read-only
