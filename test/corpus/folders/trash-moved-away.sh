mv trash "$OUT/trash-before"
echo rubbish | drop wait-q/trash-moved-away
there trash/trash-moved-away
