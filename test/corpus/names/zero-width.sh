counted | drop "wait-q/$(printf 'zero\342\200\213width')"
counted | drop "wait-q/zerowidth"
counted | drop "wait-q/$(printf '\357\273\277bom')"
