counted >"$OUT/whole"
while IFS= read -r line; do printf '%s\n' "$line" >>wait-q/slow-writer; sleep 0.6; done <"$OUT/whole"
