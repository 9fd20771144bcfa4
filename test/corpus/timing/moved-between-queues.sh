counted "NOT BEFORE :: 2999-01-01T00:00Z" | drop wait-q/moved-between-queues
says wait-q/moved-between-queues "not before"
for n in 1 2 3 4 5; do
	mv wait-q/moved-between-queues priority-q/
	sleep 0.1
	mv priority-q/moved-between-queues wait-q/
done
mv wait-q/moved-between-queues priority-q/
