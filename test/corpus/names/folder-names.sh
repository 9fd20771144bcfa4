for name in wait-q trash run done-q currently-executing monitor_says monitor.config.txt; do counted | drop "wait-q/$name"; done
