counted >incoming/past
touch -d '1901-12-14' incoming/past
mv incoming/past wait-q/time-before-1970
