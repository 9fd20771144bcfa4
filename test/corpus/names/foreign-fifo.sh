mkfifo "wait-q/$(printf 'pipe\377')"
