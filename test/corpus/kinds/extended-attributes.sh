need setfattr
counted >$OUT/attr
setfattr -n user.note -v "$(head -c 2000 /dev/zero | tr '\0' x)" $OUT/attr 2>/dev/null || skip "no extended attributes here"
mv $OUT/attr wait-q/extended-attributes
