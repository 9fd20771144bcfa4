counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/padding-removed
says wait-q/padding-removed "not before"
sed -i 's/ *$//; s/2999/2000/' wait-q/padding-removed
