mkdir $OUT/full
counted >$OUT/full/job
mv $OUT/full wait-q/folder-with-uow
