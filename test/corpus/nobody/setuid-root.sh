need_root
uow "COMMAND :: $COUNT; id -u" >incoming/own
chmod 6755 incoming/own
mv incoming/own wait-q/setuid-root
