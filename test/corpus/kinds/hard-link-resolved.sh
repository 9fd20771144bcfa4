# Some programs put a file in place by link and unlink.
counted >incoming/linked
ln incoming/linked wait-q/hard-link-resolved
sleep 0.3
rm incoming/linked
