counted >$OUT/sparse
truncate -s 1T $OUT/sparse 2>/dev/null || { rm -f $OUT/sparse; skip "no sparse terabyte here"; }
mv $OUT/sparse wait-q/sparse-log
