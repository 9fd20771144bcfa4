cp /bin/true wait-q/program
