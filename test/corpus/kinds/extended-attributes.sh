need setfattr
counted >incoming/attr
setfattr -n user.note -v "$(head -c 2000 /dev/zero | tr '\0' x)" incoming/attr 2>/dev/null || skip "no extended attributes here"
mv incoming/attr wait-q/extended-attributes
