mkfifo wait-q/fifo
