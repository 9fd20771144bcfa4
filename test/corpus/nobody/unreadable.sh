need_root
counted | drop incoming/unreadable
chmod 600 incoming/unreadable
mv incoming/unreadable wait-q/
