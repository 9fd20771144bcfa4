# A program that writes through a link: what it makes lies elsewhere.
ln -s "$OUT/target" wait-q/link-of-a-writer
counted >wait-q/link-of-a-writer || :
