counted | drop "wait-q/forged
TIMEOUT :: 0.01
==== END
"
