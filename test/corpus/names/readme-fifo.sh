mkfifo priority-q/README.txt
mkdir priority-q/README.md
