counted | drop "wait-q/$(printf 'cut\345\255')"
