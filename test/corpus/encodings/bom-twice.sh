{ printf '\357\273\277\357\273\277'; counted; } | drop wait-q/bom-twice
