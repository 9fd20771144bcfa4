counted "AFTER :: $(head -c 5000 /dev/zero | tr '\0' n)" | drop wait-q/after-too-long
