printf '==== UNIT OF WORK\nCOMMAND :: true\nINFO 1 :: caf\351\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/invalid-value
