counted | drop wait-q/readme
counted | drop wait-q/README.rst
