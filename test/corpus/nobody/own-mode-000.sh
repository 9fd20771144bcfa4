need_root
counted >incoming/own
chown nobody incoming/own
chmod 000 incoming/own
mv incoming/own wait-q/own-mode-000
