counted "AFTER :: after-circle-b" | drop wait-q/after-circle-a
counted "AFTER :: after-circle-a" | drop wait-q/after-circle-b
