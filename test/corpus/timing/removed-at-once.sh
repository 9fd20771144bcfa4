for n in $(seq 30); do
	uow "COMMAND :: true" >incoming/own
	mv incoming/own "wait-q/removed-at-once-$n"
	rm -f "wait-q/removed-at-once-$n"
done
