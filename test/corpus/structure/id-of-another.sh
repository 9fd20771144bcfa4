counted | drop wait-q/id-of-another
there done-q/id-of-another
says done-q/id-of-another "DONE exit 0"
sed 's/^DONE.*/WAITING/; s/^COMMAND.*/& again/' done-q/id-of-another >$OUT/forged
mv $OUT/forged wait-q/id-of-another-forged
