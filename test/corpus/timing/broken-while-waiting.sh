counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/broken-while-waiting
says wait-q/broken-while-waiting "not before"
sed -i 's/^NOT BEFORE.*/NOT BEFORE :: never/' wait-q/broken-while-waiting
