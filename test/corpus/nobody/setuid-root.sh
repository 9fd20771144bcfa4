need_root
uow "COMMAND :: $COUNT; id -u" >$OUT/own
chmod 6755 $OUT/own
mv $OUT/own wait-q/setuid-root
