counted >incoming/ro
chmod 444 incoming/ro
mv incoming/ro wait-q/mode-read-only
