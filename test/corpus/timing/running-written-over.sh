uow "COMMAND :: $COUNT; sleep 1; echo end" >incoming/own
mv incoming/own wait-q/running-written-over
says currently-executing/running-written-over "RUNNING since"
echo nonsense >currently-executing/running-written-over
