counted | drop wait-q/hard-link-of-done
there done-q/hard-link-of-done
says done-q/hard-link-of-done "DONE exit 0"
ln done-q/hard-link-of-done wait-q/hard-link-of-done-again
