counted | drop wait-q/x.swpx
counted | drop wait-q/xtmp
counted | drop wait-q/x.tmp.1
counted | drop wait-q/~x
