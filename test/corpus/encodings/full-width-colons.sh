printf '==== UNIT OF WORK\nCOMMAND \357\274\232\357\274\232 touch pwned\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/full-width-colons
