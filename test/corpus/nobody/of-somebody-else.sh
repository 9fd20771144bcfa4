need_root
uow "COMMAND :: $COUNT; id -u" >$OUT/own
chmod 644 $OUT/own
mv $OUT/own wait-q/of-somebody-else
