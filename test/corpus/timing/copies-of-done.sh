counted | drop wait-q/copies-of-done
says done-q/copies-of-done "DONE exit 0"
sleep 0.3
for n in 1 2 3; do cp done-q/copies-of-done "wait-q/copies-of-done-$n"; done
