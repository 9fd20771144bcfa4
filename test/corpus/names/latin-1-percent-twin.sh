printf 'one' | drop "wait-q/$(printf 'p\351t')"
there trash/p%E9t
printf 'two' | drop "wait-q/p%E9t"
