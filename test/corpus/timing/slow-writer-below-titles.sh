{ counted; sleep 0.2; printf 'late\n'; } >$OUT/late
mv $OUT/late wait-q/slow-writer-below-titles
