rm -f status/status.txt status/status.txt.new
mkdir -p status/status.txt.new/x
counted | drop wait-q/status-folder-blocked
there done-q/status-folder-blocked
says monitor_says "the status is not posted"
rm -r status/status.txt.new
