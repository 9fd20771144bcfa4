{ counted; printf 'caf\351 \377\376\n'; } | drop wait-q/invalid-log
