uow "COMMAND :: $COUNT; sleep 1" | drop wait-q/running-copied
until_true test -s "../ran/$CASE"
cp currently-executing/running-copied wait-q/running-copied-again
