{ printf '==== UNIT OF WORK\nA'; head -c 60000 /dev/zero | tr '\0' ' '; printf 'B :: x\n\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/slow-name
