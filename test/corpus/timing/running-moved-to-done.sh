uow "COMMAND :: $COUNT; sleep 1; echo end; exit 4" | drop wait-q/running-moved-to-done
says currently-executing/running-moved-to-done "RUNNING since"
mv currently-executing/running-moved-to-done done-q/
