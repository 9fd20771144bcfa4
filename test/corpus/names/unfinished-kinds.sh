mkfifo wait-q/.nfs000001
ln -s nowhere wait-q/.#lock
mkdir wait-q/.git
