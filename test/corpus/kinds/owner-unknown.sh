need_root
counted >incoming/owner
chown 54321:54321 incoming/owner
mv incoming/owner wait-q/owner-unknown
