mkdir incoming/burst
for n in $(seq 60); do counted >"incoming/burst/burst-$n"; done
mv incoming/burst/* wait-q/
rmdir incoming/burst
