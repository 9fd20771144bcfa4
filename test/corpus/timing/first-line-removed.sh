counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/first-line-removed
says wait-q/first-line-removed "not before"
sed -i '1d; s/2999/2000/' wait-q/first-line-removed
