printf 'half' | drop "wait-q/$(printf '.\377')"
