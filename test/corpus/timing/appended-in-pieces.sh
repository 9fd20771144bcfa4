# Each piece opens and closes the file.
printf '==== UNIT OF WORK\n' >wait-q/appended-in-pieces
for n in 1 2 3 4 5; do sleep 0.2; printf 'INFO%s :: %s\n' "$n" "$n" >>wait-q/appended-in-pieces; done
printf 'COMMAND :: %s; echo $UOW_INFO5\n' "$COUNT" >>wait-q/appended-in-pieces
