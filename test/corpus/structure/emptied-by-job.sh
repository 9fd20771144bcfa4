uow "COMMAND :: $COUNT; : >\"\$UOW_FILE\"; echo late" | put wait-q/emptied-by-job
