counted | drop "wait-q/new
line"
