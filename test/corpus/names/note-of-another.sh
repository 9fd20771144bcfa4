# A bad file named like the note of the next one.
printf 'the file itself' | drop wait-q/mine.why
there trash/mine.why
there trash/mine.why.why
printf 'half' | drop wait-q/mine
until_true sh -c 'grep -q half trash/mine trash/mine.2'
