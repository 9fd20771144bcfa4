{ printf '==== UNIT OF WORK\nCOMMAND :: %s\n' "$COUNT"; seq -f 'N%g :: x' 1 5500; printf '\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/thousands-of-items
