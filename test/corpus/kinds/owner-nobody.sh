need_root
uow "COMMAND :: $COUNT; id -u; touch root-only 2>/dev/null || echo kept out" >incoming/owner
chown nobody incoming/owner
mv incoming/owner wait-q/owner-nobody
