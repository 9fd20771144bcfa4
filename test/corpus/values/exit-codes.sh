for code in 1 126 127 128 255; do
	uow "COMMAND :: $COUNT; exit $code" | drop "wait-q/exit-$code"
done
uow "COMMAND :: $COUNT; kill -9 \$\$" | drop wait-q/exit-kill
uow "COMMAND :: $COUNT; kill -SEGV \$\$" | drop wait-q/exit-segv
