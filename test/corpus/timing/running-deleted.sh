uow "COMMAND :: $COUNT; sleep 1; echo end" >incoming/own
mv incoming/own wait-q/running-deleted
says currently-executing/running-deleted "RUNNING since"
rm currently-executing/running-deleted
