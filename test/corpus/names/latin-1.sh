counted | drop "wait-q/$(printf 'r\351s')"
