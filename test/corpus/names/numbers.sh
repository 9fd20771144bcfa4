for name in 0 1 1e308 0x10 NaN -1 4711; do counted | drop "wait-q/$name"; done
