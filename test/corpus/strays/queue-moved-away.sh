mv priority-q incoming/priority-before
there priority-q
counted | drop priority-q/queue-moved-away
