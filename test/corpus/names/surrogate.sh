counted | drop "wait-q/$(printf 'lone\355\240\200')"
