{ printf '==== UNIT OF WORK\nCOMMAND :: %s\n' "$COUNT"; yes '# filler' | head -n 7300; printf '\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/header-too-long
