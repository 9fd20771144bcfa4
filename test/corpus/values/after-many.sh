counted "AFTER :: $(seq -s, 1 21)" | drop wait-q/after-many
