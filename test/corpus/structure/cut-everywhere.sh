# Every strict prefix of a whole UOW but those that end a line above STATUS: their quiet form is one on purpose.
counted "INFO 1 :: a" >"$OUT/whole"
size=$(wc -c <"$OUT/whole")
for length in $(seq 1 3 "$((size - 1))"); do
	head -c "$length" "$OUT/whole" >$OUT/cut
	[ -n "$(tail -c 1 $OUT/cut)" ] && mv $OUT/cut "wait-q/cut-everywhere-$length"
done
:
