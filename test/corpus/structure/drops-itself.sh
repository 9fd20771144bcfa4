uow "COMMAND :: $COUNT; cp \"\$UOW_FILE\" \"\$UOW_ROOT/wait-q/drops-itself-again\"; sleep 1" | drop wait-q/drops-itself
