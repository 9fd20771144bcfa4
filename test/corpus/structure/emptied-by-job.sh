uow "COMMAND :: $COUNT; : >\"\$UOW_FILE\"; echo late" >incoming/own
mv incoming/own wait-q/emptied-by-job
