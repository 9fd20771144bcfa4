need_root
mknod wait-q/device-tty c 5 0 || skip "no right to make a device here"
