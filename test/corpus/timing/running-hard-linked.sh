uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-hard-linked
until_true test -s "../ran/$CASE"
ln currently-executing/running-hard-linked wait-q/running-hard-linked-again
