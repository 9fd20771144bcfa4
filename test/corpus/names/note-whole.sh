counted | drop wait-q/whole.why
