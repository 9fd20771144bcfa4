printf '==== UNIT OF WORK\nJOB TYPE :: \033[31mshell\n\n==== STATUS\n\n==== JOB LOG\n' | drop wait-q/escape-in-job-type
