counted | drop 'wait-q/$(touch pwned)'
counted | drop 'wait-q/`touch pwned`'
counted | drop 'wait-q/${IFS}$UOW_ID'
