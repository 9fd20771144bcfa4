{ printf '\357\273\277'; quiet "COMMAND :: $COUNT"; } | sed 's/$/\r/' | drop wait-q/bom-crlf
