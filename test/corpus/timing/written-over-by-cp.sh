counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/written-over-by-cp
says wait-q/written-over-by-cp "not before"
counted "INFO 1 :: second" >"$OUT/second"
cp "$OUT/second" wait-q/written-over-by-cp
