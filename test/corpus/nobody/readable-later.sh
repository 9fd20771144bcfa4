need_root
counted | drop incoming/readable-later
chmod 600 incoming/readable-later
mv incoming/readable-later wait-q/
sleep 0.7
chmod 644 wait-q/readable-later
