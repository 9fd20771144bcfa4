name=$(head -c 255 /dev/zero | tr '\0' t)
counted | drop "wait-q/$name"
there "done-q/$name"
counted | drop "wait-q/$name"
there "done-q/$(head -c 253 /dev/zero | tr '\0' t).2"
