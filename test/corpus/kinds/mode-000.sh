counted >incoming/zero
chmod 000 incoming/zero
mv incoming/zero wait-q/mode-000
