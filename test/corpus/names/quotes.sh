counted | drop "wait-q/'\""
counted | drop "wait-q/\\"
counted | drop 'wait-q/a\nb'
