uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-sealed
says currently-executing/running-sealed "RUNNING since"
chmod 000 currently-executing/running-sealed
