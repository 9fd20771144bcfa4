counted | drop "wait-q/$(head -c 255 /dev/zero | tr '\0' a)"
ls done-q >/dev/null
until_true sh -c 'ls done-q | grep -q "^aaaaaaaaaa"'
