mkfifo priority-q/fifo-in-priority-q
