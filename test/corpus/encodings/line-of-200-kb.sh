{ printf '==== UNIT OF WORK\nCOMMAND :: '; head -c 200000 /dev/zero | tr '\0' x; printf '\n\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/line-of-200-kb
