ln -s link-loop wait-q/link-loop
