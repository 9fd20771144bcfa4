mkdir $OUT/rubbish
for n in $(seq 150); do echo "no UOW $n" >"$OUT/rubbish/rubbish-$n"; done
mv $OUT/rubbish/* wait-q/
rmdir $OUT/rubbish
