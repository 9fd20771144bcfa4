need_root
mknod wait-q/device-zero c 1 5 || skip "no right to make a device here"
