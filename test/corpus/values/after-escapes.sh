counted "$(printf 'AFTER :: x\033[2J\342\200\256')" | drop wait-q/after-escapes
