uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-renamed
until_true test -s "../ran/$CASE"
mv currently-executing/running-renamed currently-executing/running-renamed-by-hand
