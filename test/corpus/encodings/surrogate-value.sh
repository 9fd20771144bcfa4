printf '==== UNIT OF WORK\nCOMMAND :: true \355\240\275\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/surrogate-value
