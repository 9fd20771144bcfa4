ln -s /proc/self/fd/0 wait-q/link-to-stdin
ln -s /dev/stdin wait-q/link-to-stdin-2
