counted | drop "wait-q/$(printf 'over\300\257')"
