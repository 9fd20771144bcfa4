echo rubbish | drop trash/README.md
touch -d '+1 hour' trash/README.md
there trash/trash-README
