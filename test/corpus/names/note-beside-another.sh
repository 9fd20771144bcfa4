printf 'the file itself' | drop wait-q/yours.why.new
there trash/yours.why.new
printf 'half' | drop wait-q/yours
until_true sh -c 'grep -q half trash/yours trash/yours.2'
