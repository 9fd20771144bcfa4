need_root
mknod wait-q/device-null c 1 3 || skip "no right to make a device here"
