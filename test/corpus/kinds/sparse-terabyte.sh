truncate -s 1T incoming/sparse 2>/dev/null || { rm -f incoming/sparse; skip "no sparse terabyte here"; }
mv incoming/sparse wait-q/sparse-terabyte
