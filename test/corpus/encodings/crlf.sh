counted | sed 's/$/\r/' | drop wait-q/crlf
