printf '==== UNIT OF WORK\nCOMMAND :: echo \000; touch pwned\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/nul-in-value
