printf '==== UNIT OF WORK\nCOMMAND\t::\t%s\n\n==== STATUS\n\n==== JOB LOG\n' "$COUNT" | drop wait-q/tab-round-colons
