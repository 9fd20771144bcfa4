need_root
need chattr
counted | drop wait-q/.append-only
chattr +a wait-q/.append-only 2>/dev/null || skip "no right to make a file append-only here"
chattr -a wait-q/.append-only
mv wait-q/.append-only wait-q/append-only
chattr +a wait-q/append-only || exit 0
sleep 1
chattr -a wait-q/append-only 2>/dev/null || :
[ ! -e wait-q/append-only ] || touch wait-q/append-only
