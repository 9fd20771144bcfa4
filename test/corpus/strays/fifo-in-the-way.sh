mkfifo done-q/fifo-in-the-way trash/fifo-in-the-way-bad
counted | drop wait-q/fifo-in-the-way
echo rubbish | drop wait-q/fifo-in-the-way-bad
