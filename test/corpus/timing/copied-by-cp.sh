counted "INFO 1 :: $(head -c 30000 /dev/zero | tr '\0' x)" >"$OUT/source"
cp "$OUT/source" wait-q/copied-by-cp
