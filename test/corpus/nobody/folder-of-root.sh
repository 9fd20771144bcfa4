need_root
mkdir -m 700 wait-q/folder-of-root
