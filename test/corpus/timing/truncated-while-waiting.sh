counted "NOT BEFORE :: 2999-01-01T00:00Z" >incoming/own
mv incoming/own wait-q/truncated-while-waiting
says wait-q/truncated-while-waiting "not before"
: >wait-q/truncated-while-waiting
