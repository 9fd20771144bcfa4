mkfifo trash/fifo-note.why
echo rubbish | drop wait-q/fifo-note
until_true sh -c 'ls trash | grep -q "fifo-note.2$"'
