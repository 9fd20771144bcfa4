: >incoming/zero
chmod 0 incoming/zero
mv incoming/zero wait-q/empty-mode-0
