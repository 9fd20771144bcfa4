for n in $(seq 20); do
	rm -rf wait-q/kind-changes
	case $((n % 4)) in
	0) mkfifo wait-q/kind-changes ;;
	1) ln -s "$VICTIM/uow" wait-q/kind-changes ;;
	2) mkdir wait-q/kind-changes ;;
	3) quiet "COMMAND :: true" >wait-q/kind-changes ;;
	esac 2>/dev/null || :
done
rm -rf wait-q/kind-changes
