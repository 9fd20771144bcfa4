counted | head -c 40 | drop wait-q/cut-short
