{ for part in '==== UNIT' ' OF WORK
COM' 'MAND :: ' "$COUNT; echo" ' whole' '
'; do printf '%s' "$part"; sleep 0.7; done; } >wait-q/slow-writer
