need_root
mkdir "$OUT/closed"
chmod 700 "$OUT/closed"
uow "COMMAND :: $COUNT" "DIRECTORY :: $OUT/closed" >$OUT/closed
chown nobody $OUT/closed
mv $OUT/closed wait-q/directory-closed
