uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-sealed
until_true test -s "../ran/$CASE"
chmod 000 currently-executing/running-sealed
