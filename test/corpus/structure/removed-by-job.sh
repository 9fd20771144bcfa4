uow "COMMAND :: $COUNT; rm \"\$UOW_FILE\"; echo late" | put wait-q/removed-by-job
until_true test -s "../ran/$CASE"
