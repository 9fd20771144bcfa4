uow "COMMAND :: $COUNT; mv \"\$UOW_FILE\" \"\$UOW_ROOT/wait-q/\"; sleep 0.3; echo late" | drop wait-q/moved-by-job
