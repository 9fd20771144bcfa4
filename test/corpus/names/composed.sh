counted | drop "wait-q/$(printf 'caf\303\251')"
counted | drop "wait-q/$(printf 'cafe\314\201')"
