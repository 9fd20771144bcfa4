uow "COMMAND :: $COUNT; rm \"\$UOW_FILE\"; echo late" >incoming/own
mv incoming/own wait-q/removed-by-job
until_true test -s "../ran/$CASE"
