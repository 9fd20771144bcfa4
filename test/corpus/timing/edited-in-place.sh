counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/edited-in-place
says wait-q/edited-in-place "not before"
sed 's/^NOT BEFORE.*/INFO 1 :: edited/' wait-q/edited-in-place >"$OUT/text"
cat "$OUT/text" >wait-q/edited-in-place
