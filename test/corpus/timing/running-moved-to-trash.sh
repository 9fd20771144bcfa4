uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-moved-to-trash
says currently-executing/running-moved-to-trash "RUNNING since"
mv currently-executing/running-moved-to-trash trash/
