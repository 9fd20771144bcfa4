need_root
uow "COMMAND :: $COUNT; id -u" >incoming/own
chmod 644 incoming/own
mv incoming/own wait-q/of-somebody-else
