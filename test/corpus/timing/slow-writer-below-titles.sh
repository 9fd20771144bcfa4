{ counted; sleep 0.2; printf 'late\n'; } >incoming/late
mv incoming/late wait-q/slow-writer-below-titles
