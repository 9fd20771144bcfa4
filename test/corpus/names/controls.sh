counted | drop "wait-q/$(printf 'bel\007bs\010cr\015del\177')"
counted | drop "wait-q/$(printf 'nel\302\205csi\302\2332J')"
