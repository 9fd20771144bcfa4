counted | drop wait-q/id-removed
says done-q/id-removed "DONE exit 0"
sed 1d done-q/id-removed >$OUT/again
mv $OUT/again wait-q/id-removed-again
