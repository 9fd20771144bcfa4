counted | drop "wait-q/$(printf 'txt\342\200\256exe.cod')"
counted | drop "wait-q/$(printf 'a\342\201\246b\342\201\251')"
