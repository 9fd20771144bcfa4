counted | drop "wait-q/$(printf '字%.0s' $(seq 85))"
until_true sh -c 'ls done-q | grep -q "^字字字"'
