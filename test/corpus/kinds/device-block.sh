need_root
mknod wait-q/device-block b 7 99 || skip "no right to make a device here"
