# Now no strict prefix at all may run.
counted "INFO 1 :: a" >"$OUT/whole"
size=$(wc -c <"$OUT/whole")
for length in $(seq 1 "$((size - 1))"); do
	head -c "$length" "$OUT/whole" >"$OUT/every-cut"
	mv $OUT/every-cut "wait-q/every-cut-$length"
done
