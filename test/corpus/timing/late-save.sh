uow "COMMAND :: $COUNT" | drop wait-q/late-save
says done-q/late-save "DONE exit 0"
# What an editor had read before the run, with its id, and now saves.
sed 's/^DONE.*/WAITING/' done-q/late-save >$OUT/save
mv $OUT/save wait-q/late-save
