need_root
echo rubbish >$OUT/own
chmod 600 $OUT/own
mv $OUT/own trash/unreadable-note.why
echo rubbish | drop incoming/unreadable-note-2
chmod 644 incoming/unreadable-note-2
mv incoming/unreadable-note-2 wait-q/unreadable-note
