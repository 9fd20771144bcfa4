counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/cut-while-waiting
says wait-q/cut-while-waiting "not before"
truncate -s -300 wait-q/cut-while-waiting
