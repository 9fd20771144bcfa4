need_root
mkfifo -m 600 wait-q/fifo-of-root
