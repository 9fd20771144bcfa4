counted | drop "wait-q/$(printf 'a\tb')"
