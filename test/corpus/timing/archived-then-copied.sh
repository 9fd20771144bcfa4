counted | drop wait-q/archived
says done-q/archived "DONE exit 0"
sleep 0.3
mv done-q/archived archive/
cp archive/archived wait-q/archived-again
