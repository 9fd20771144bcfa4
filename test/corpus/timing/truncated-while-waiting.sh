counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/truncated-while-waiting
says wait-q/truncated-while-waiting "not before"
: >wait-q/truncated-while-waiting
