printf 'half' | drop "wait-q/$(head -c 255 /dev/zero | tr '\0' '\377')"
until_true sh -c 'ls trash | grep -q "^%FF%FF"'
