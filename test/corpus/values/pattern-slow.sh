uow "JOB TYPE :: slow" "WORD :: $(head -c 30000 /dev/zero | tr '\0' a)!" | drop wait-q/pattern-slow
