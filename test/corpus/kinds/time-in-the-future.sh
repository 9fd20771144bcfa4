counted >$OUT/future
touch -d '2099-01-01' $OUT/future
mv $OUT/future wait-q/time-in-the-future
