quiet "COMMAND :: $COUNT" >wait-q/open-for-writing
exec 3>>wait-q/open-for-writing
sleep 3
test -e wait-q/open-for-writing
test ! -e "../ran/$CASE"
exec 3>&-
