printf '==== UNIT OF WORK\n# caf\351\nCOMMAND :: true\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/invalid-comment
