counted 'INFO 1 :: setuid' >incoming/suid
chmod 6755 incoming/suid
mv incoming/suid wait-q/mode-setuid
