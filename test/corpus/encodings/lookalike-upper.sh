# Dotless i and long s become I and S in capitals.
printf '==== UNIT OF WORK\nCOMMAND :: true\nT\304\261MEOUT :: 1s\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/lookalike-upper
