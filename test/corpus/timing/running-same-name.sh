uow "COMMAND :: $COUNT; sleep 1" | drop wait-q/running-same-name
there currently-executing/running-same-name
counted | drop wait-q/running-same-name
