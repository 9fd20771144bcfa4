uow "COMMAND :: $COUNT; sleep 1; echo end" | put wait-q/running-replaced-by-sed
until_true test -s "../ran/$CASE"
sed -i 's/echo end/echo other/' currently-executing/running-replaced-by-sed
