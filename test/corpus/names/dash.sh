counted | drop wait-q/-
counted | drop wait-q/--
counted | drop wait-q/-a
counted | drop wait-q/--help
counted | drop wait-q/-rf
