mkdir incoming/rubbish
for n in $(seq 150); do echo "no UOW $n" >"incoming/rubbish/rubbish-$n"; done
mv incoming/rubbish/* wait-q/
rmdir incoming/rubbish
