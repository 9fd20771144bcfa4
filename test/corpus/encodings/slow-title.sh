{ printf '===='; head -c 60000 /dev/zero | tr '\0' ' '; printf 'x\nCOMMAND :: true\n'; printf '\n==== STATUS\n\n==== JOB LOG\n'; } | drop wait-q/slow-title
