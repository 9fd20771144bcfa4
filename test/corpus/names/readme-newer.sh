counted | drop wait-q/README.md
touch -d '+1 hour' wait-q/README.md
there trash/wait-q-README
