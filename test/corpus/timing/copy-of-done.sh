counted | drop wait-q/copy-of-done
says done-q/copy-of-done "DONE exit 0"
sleep 0.3
cp done-q/copy-of-done wait-q/copy-of-done-again
