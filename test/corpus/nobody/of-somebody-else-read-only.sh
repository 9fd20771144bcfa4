need_root
counted >incoming/own
chmod 444 incoming/own
mv incoming/own wait-q/of-somebody-else-read-only
