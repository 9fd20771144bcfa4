need_root
mkdir "$OUT/closed"
chmod 700 "$OUT/closed"
uow "COMMAND :: $COUNT" "DIRECTORY :: $OUT/closed" >incoming/closed
chown nobody incoming/closed
mv incoming/closed wait-q/directory-closed
