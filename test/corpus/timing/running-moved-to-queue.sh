uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-moved-to-queue
says currently-executing/running-moved-to-queue "RUNNING since"
mv currently-executing/running-moved-to-queue wait-q/
