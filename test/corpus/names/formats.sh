counted | drop 'wait-q/%s%n%x'
counted | drop 'wait-q/$&$1$`'
counted | drop 'wait-q/{COMMAND}'
