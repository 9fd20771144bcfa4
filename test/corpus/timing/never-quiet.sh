quiet "COMMAND :: $COUNT" >wait-q/never-quiet
for n in $(seq 15); do touch wait-q/never-quiet; sleep 0.1; done
test -e wait-q/never-quiet
test ! -e "../ran/$CASE"
