counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/written-over-by-mv
says wait-q/written-over-by-mv "not before"
counted "INFO 1 :: second" | drop wait-q/written-over-by-mv
