counted | drop "wait-q/newline-at-end
"
