counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/sed-in-place
says wait-q/sed-in-place "not before"
sed -i '/^NOT BEFORE/d' wait-q/sed-in-place
