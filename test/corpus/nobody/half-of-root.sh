need_root
printf 'half' | drop incoming/half-of-root
chmod 644 incoming/half-of-root
mv incoming/half-of-root wait-q/
