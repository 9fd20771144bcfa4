uow "COMMAND :: $COUNT; sleep 1" | drop wait-q/running-copied
says currently-executing/running-copied "RUNNING since"
cp currently-executing/running-copied wait-q/running-copied-again
