counted | drop "wait-q/$(printf 'red\033[31m\033[2J')"
printf 'half' | drop "wait-q/$(printf 'bad\033[31m')"
