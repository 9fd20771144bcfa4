printf '==== UNIT OF WORK\n\014\nCOMMAND :: %s\n\013\n\n==== STATUS\n\n==== JOB LOG\n' "$COUNT" | drop wait-q/form-feed
