quiet "COMMAND :: $COUNT" >incoming/future
touch -d '2099-01-01' incoming/future
mv incoming/future wait-q/time-in-the-future-quiet
