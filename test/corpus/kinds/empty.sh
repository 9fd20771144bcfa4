: >wait-q/empty
