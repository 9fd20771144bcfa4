uow "COMMAND :: $COUNT; sleep 1; echo end" | put wait-q/running-deleted
until_true test -s "../ran/$CASE"
rm currently-executing/running-deleted
