printf '==== UNIT OF WORK\nCOMMAND : \033[2J\033]0;pwned\007 \342\200\256\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/escape-in-value
