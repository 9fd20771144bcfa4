need_root
need chattr
counted | drop wait-q/.immutable
chattr +i wait-q/.immutable 2>/dev/null || skip "no right to make a file immutable here"
chattr -i wait-q/.immutable
mv wait-q/.immutable wait-q/immutable
chattr +i wait-q/immutable || exit 0
sleep 1
chattr -i wait-q/immutable 2>/dev/null || :
[ ! -e wait-q/immutable ] || touch wait-q/immutable
