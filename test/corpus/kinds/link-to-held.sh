counted "NOT BEFORE :: 2999-01-01T00:00Z" | drop wait-q/link-to-held
says wait-q/link-to-held "not before"
ln -s link-to-held wait-q/link-to-held-2
