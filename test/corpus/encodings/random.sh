head -c 50000 /dev/urandom | drop wait-q/random
