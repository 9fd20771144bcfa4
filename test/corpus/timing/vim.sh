need vim
counted "NOT BEFORE :: 2999-01-01T00:00Z" | put wait-q/vim
says wait-q/vim "not before"
timeout 20 vim -u NONE -N -es -c 'g/^NOT BEFORE/d' -c 'wq' wait-q/vim </dev/null >/dev/null 2>&1 || :
