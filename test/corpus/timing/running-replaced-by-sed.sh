uow "COMMAND :: $COUNT; sleep 1; echo end" | drop wait-q/running-replaced-by-sed
says currently-executing/running-replaced-by-sed "RUNNING since"
sed -i 's/echo end/echo other/' currently-executing/running-replaced-by-sed
