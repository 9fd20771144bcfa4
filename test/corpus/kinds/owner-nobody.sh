need_root
uow "COMMAND :: $COUNT; id -u; touch root-only 2>/dev/null || echo kept out" >$OUT/owner
chown nobody $OUT/owner
mv $OUT/owner wait-q/owner-nobody
