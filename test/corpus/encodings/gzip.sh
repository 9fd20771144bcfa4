need gzip
counted | gzip -c | drop wait-q/gzip
