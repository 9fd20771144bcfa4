mv priority-q "$OUT/before"
there priority-q
counted | drop priority-q/queue-moved-away
