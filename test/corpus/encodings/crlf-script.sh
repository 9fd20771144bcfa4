quiet "COMMAND ::" "  set -eu" "  $COUNT" "  echo a b" | sed 's/$/\r/' | drop wait-q/crlf-script
