uow "COMMAND :: $COUNT; chmod 000 \"\$UOW_FILE\"" | drop wait-q/sealed-by-job
