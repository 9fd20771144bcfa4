printf 'half' | drop "wait-q/forged
2026-11-22T00:00:00Z STATUS: all is well"
