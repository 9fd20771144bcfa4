counted >incoming/big
head -c 17000000 /dev/zero | tr '\0' x >>incoming/big
echo >>incoming/big
mv incoming/big wait-q/log-of-17-megabytes
