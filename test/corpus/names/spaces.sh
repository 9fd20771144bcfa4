counted | drop "wait-q/   "
counted | drop "wait-q/ leading"
counted | drop "wait-q/trailing "
counted | drop "wait-q/two  words"
