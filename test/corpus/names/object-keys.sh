for name in __proto__ constructor toString hasOwnProperty valueOf; do counted | drop "wait-q/$name"; done
