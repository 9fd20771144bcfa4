need iconv
counted | iconv -t UTF-32LE | drop wait-q/utf-32
