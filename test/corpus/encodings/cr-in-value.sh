printf '==== UNIT OF WORK\nCOMMAND :: %s\nINFO 1 :: a\rCOMMAND :: touch pwned\n\n==== STATUS\n\n==== JOB LOG\n' "$COUNT" | drop wait-q/cr-in-value
