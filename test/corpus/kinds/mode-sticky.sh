counted >incoming/sticky
chmod 1666 incoming/sticky
mv incoming/sticky wait-q/mode-sticky
