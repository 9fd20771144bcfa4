uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-renamed
says currently-executing/running-renamed "RUNNING since"
mv currently-executing/running-renamed currently-executing/running-renamed-by-hand
