mv archive "$OUT/before"
counted | drop wait-q/archive-moved-away
there done-q/archive-moved-away
