ln -s "$VICTIM/linked" trash/linked.why
ln -s "$VICTIM/linked" trash/linked2.why.new
printf 'half' | drop wait-q/linked
printf 'half' | drop wait-q/linked2
until_true sh -c 'grep -q half trash/linked trash/linked.2'
until_true sh -c 'grep -q half trash/linked2 trash/linked2.2'
