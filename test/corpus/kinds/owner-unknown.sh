need_root
counted >$OUT/owner
chown 54321:54321 $OUT/owner
mv $OUT/owner wait-q/owner-unknown
