mkdir -p incoming/inner
cp -R wait-q incoming/inner/
ln -s "$PWD" incoming/inner/outer
mv incoming/inner wait-q/root-in-queue
