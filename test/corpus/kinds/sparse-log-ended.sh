counted >incoming/sparse
truncate -s 1T incoming/sparse 2>/dev/null || { rm -f incoming/sparse; skip "no sparse terabyte here"; }
echo >>incoming/sparse
mv incoming/sparse wait-q/sparse-log-ended
