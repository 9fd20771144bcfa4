uow "COMMAND :: $COUNT; sleep 1; echo end; exit 4" | drop wait-q/running-moved-to-done
until_true test -s "../ran/$CASE"
mv currently-executing/running-moved-to-done done-q/
