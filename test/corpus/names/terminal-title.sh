counted | drop "wait-q/$(printf 'esc\033]0;pwned\007')"
