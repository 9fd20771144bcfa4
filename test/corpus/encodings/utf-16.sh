need iconv
counted | iconv -t UTF-16 | drop wait-q/utf-16
counted | iconv -t UTF-16BE | drop wait-q/utf-16-be
