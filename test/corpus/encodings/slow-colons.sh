{ printf '==== UNIT OF WORK\n'; head -c 60000 /dev/zero | tr '\0' ':'; printf '\n\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/slow-colons
