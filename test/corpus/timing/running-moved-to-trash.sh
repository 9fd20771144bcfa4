uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-moved-to-trash
until_true test -s "../ran/$CASE"
mv currently-executing/running-moved-to-trash trash/
