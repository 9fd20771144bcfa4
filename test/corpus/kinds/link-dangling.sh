ln -s nowhere wait-q/link-dangling
