need_root
counted >$OUT/own
chown nobody $OUT/own
chmod 000 $OUT/own
mv $OUT/own wait-q/own-mode-000
