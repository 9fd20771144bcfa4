need_root
echo rubbish >incoming/own
chmod 600 incoming/own
mv incoming/own trash/unreadable-note.why
echo rubbish | drop incoming/unreadable-note-2
chmod 644 incoming/unreadable-note-2
mv incoming/unreadable-note-2 wait-q/unreadable-note
