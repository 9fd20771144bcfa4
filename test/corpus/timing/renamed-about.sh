counted | drop wait-q/.renamed-about
mv wait-q/.renamed-about wait-q/renamed-about-0
for n in $(seq 40); do mv "wait-q/renamed-about-$((n - 1))" "wait-q/renamed-about-$n" 2>/dev/null || break; done
