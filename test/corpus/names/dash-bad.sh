printf 'half' | drop wait-q/--target-directory=..
