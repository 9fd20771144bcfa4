# A hidden name among the running ones is left alone.
mkfifo currently-executing/.hidden
counted | drop wait-q/slot-in-the-way
there done-q/slot-in-the-way
rm currently-executing/.hidden
