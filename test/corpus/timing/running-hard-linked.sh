uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-hard-linked
says currently-executing/running-hard-linked "RUNNING since"
ln currently-executing/running-hard-linked wait-q/running-hard-linked-again
