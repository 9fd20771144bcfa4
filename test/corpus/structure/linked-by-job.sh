uow "COMMAND :: $COUNT; ln \"\$UOW_FILE\" \"\$UOW_ROOT/wait-q/linked-by-job-again\"; echo late" | drop wait-q/linked-by-job
