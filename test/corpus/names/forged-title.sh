counted | drop "wait-q/==== JOB LOG"
counted | drop "wait-q/NAME :: CONTENT"
