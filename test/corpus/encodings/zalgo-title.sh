{ printf '==== UNIT OF WORK\nCOMMAND :: true\n==== Z'; for n in $(seq 60); do printf '\314\200\314\201\314\202\314\203'; done; printf '\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/zalgo-title
