{ printf '==== UNIT OF WORK\nCOMMAND :: %s\n' "$COUNT"; yes '# filler' | head -n 7220; printf '\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/header-just-fits
