uow "COMMAND :: $COUNT; sleep 1; echo end" | put wait-q/running-written-over
until_true test -s "../ran/$CASE"
echo nonsense >currently-executing/running-written-over
