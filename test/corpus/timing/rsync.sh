need rsync
counted >"$OUT/rsync"
rsync "$OUT/rsync" wait-q/
