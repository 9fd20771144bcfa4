for n in $(seq 30); do
	uow "COMMAND :: true" >$OUT/own
	mv $OUT/own "wait-q/removed-at-once-$n"
	rm -f "wait-q/removed-at-once-$n"
done
