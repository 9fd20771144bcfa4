printf '==== UNIT OF WORK\nCOMMAND\302\240::\302\240%s\n\n==== STATUS\n\n==== JOB LOG\n' "$COUNT" | drop wait-q/no-break-space
