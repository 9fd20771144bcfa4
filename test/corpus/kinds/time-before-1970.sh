counted >$OUT/past
touch -d '1901-12-14' $OUT/past
mv $OUT/past wait-q/time-before-1970
