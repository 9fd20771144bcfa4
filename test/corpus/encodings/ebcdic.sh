need iconv
counted | iconv -t IBM037 | drop wait-q/ebcdic
