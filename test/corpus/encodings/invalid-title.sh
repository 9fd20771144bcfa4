printf '==== UNIT OF WORK\nCOMMAND :: true\n==== ST\377TUS\n\n==== JOB LOG\n' | drop wait-q/invalid-title
