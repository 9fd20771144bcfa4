for n in 1 2 3; do
	counted "INFO 1 :: $n" | drop wait-q/collision
	until_true sh -c "cat done-q/collision* | grep -q 'INFO 1 :: $n'"
done
