{ printf '==== UNIT OF WORK\nCOMMAND :: %s\n' "$COUNT"; yes '# filler' | head -n 300000; printf '\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/header-far-too-long
