printf 'KILL JOB ../../victim/secret\nRETRY ../victim/uow\nHOLD \033]0;pwned\007\nRELEASE \342\200\256x\nRETRY \nstatus\n\000\377\376\nSHUTDOWN now\n' >>monitor_reads
says monitor_says "SHUTDOWN stands alone on its line"
