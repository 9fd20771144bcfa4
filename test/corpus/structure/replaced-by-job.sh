uow "COMMAND :: $COUNT; echo nonsense >\"\$UOW_ROOT/incoming/\$UOW_NAME\"; mv \"\$UOW_ROOT/incoming/\$UOW_NAME\" \"\$UOW_FILE\"; echo late" | put wait-q/replaced-by-job
until_true test -s "../ran/$CASE"
