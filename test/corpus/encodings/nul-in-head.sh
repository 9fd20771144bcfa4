printf '==== UNIT OF WORK\n\000\nCOMMAND :: touch pwned\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/nul-in-head
