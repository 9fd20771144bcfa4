{ counted; printf 'a\000b\n'; } | drop wait-q/nul-in-log
