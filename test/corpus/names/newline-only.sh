counted | drop "wait-q/
"
