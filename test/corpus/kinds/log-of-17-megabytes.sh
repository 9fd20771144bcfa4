counted >$OUT/big
head -c 17000000 /dev/zero | tr '\0' x >>$OUT/big
echo >>$OUT/big
mv $OUT/big wait-q/log-of-17-megabytes
