printf '==== UNIT OF WORK\nCOMMAND :: %s\n\n==== STATUS\nDONE \033[2J\n\n==== JOB LOG\n' "$COUNT" | drop wait-q/escape-in-status
