# A folder where the note of a bad file would be written.
mkdir trash/blocked.why trash/blocked2.why.new
printf 'half' | drop wait-q/blocked
printf 'half' | drop wait-q/blocked2
until_true sh -c 'grep -q half trash/blocked trash/blocked.2'
until_true sh -c 'grep -q half trash/blocked2 trash/blocked2.2'
