counted | drop wait-q/Case
counted | drop wait-q/CASE
