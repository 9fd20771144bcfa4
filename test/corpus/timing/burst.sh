mkdir $OUT/burst
for n in $(seq 60); do counted >"$OUT/burst/burst-$n"; done
mv $OUT/burst/* wait-q/
rmdir $OUT/burst
