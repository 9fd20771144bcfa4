{ printf 'timestamp: '; head -c 60000 /dev/zero | tr '\0' 1; printf ' x\n'; counted; } | drop wait-q/slow-timestamp
