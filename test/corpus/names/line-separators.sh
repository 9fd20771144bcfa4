counted | drop "wait-q/$(printf 'l\342\200\250s\342\200\251p')"
