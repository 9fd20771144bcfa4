{ printf '==== UNIT OF WORK\nCOMMAND :: %s\nINFO 1 :: ' "$COUNT"; head -c 60000 /dev/zero | tr '\0' x; printf '\n\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/value-of-60-kb
