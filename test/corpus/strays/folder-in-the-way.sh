mkdir done-q/folder-in-the-way trash/folder-in-the-way-bad
counted | drop wait-q/folder-in-the-way
echo rubbish | drop wait-q/folder-in-the-way-bad
