counted 'INFO 1 :: setuid' >$OUT/suid
chmod 6755 $OUT/suid
mv $OUT/suid wait-q/mode-setuid
