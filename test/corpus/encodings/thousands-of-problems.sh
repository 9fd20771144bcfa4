{ printf '==== UNIT OF WORK\n'; yes 'what is this' | head -n 4000; printf '\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/thousands-of-problems
