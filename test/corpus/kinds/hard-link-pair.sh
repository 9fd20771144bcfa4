counted >incoming/pair
ln incoming/pair wait-q/hard-link-pair-a
mv incoming/pair wait-q/hard-link-pair-b
