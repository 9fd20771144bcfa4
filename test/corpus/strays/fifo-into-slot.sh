mkfifo currently-executing/fifo-into-slot
