counted | tr '\n' '\r' | drop wait-q/cr-only
