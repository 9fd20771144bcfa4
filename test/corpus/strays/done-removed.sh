mv archive incoming/archive-before
counted | drop wait-q/done-removed
there done-q/done-removed
