base=$(head -c 249 /dev/zero | tr '\0' s)
printf 'one' | drop "wait-q/${base}-00001"
printf 'two' | drop "wait-q/${base}-00002"
until_true sh -c 'cat trash/sssss* | grep -q one && cat trash/sssss* | grep -q two'
