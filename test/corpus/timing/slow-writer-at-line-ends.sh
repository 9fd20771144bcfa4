{ printf '==== UNIT OF WORK\nCOMMAND :: %s\n' "$COUNT"; sleep 1.5; printf 'SUCCESS EXITS :: 0\n'; sleep 1; printf 'INFO 1 :: last\n'; } >wait-q/slow-writer-at-line-ends
