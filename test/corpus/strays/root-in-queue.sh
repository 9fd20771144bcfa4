mkdir -p $OUT/inner
cp -R wait-q $OUT/inner/
ln -s "$PWD" $OUT/inner/outer
mv $OUT/inner wait-q/root-in-queue
