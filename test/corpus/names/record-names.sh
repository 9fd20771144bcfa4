for name in ledger next-id stamp-1 1-00000000.ticket mode; do counted | drop "wait-q/$name"; done
