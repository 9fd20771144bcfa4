printf '==== UNIT OF WORK\nCOMMAND :: true \300\257etc\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/overlong-value
