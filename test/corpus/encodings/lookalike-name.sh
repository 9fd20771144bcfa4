printf '==== UNIT OF WORK\n\320\241OMMAND :: touch pwned\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/lookalike-name
