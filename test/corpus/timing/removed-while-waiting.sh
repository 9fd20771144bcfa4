counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/removed-while-waiting
says wait-q/removed-while-waiting "not before"
rm wait-q/removed-while-waiting
