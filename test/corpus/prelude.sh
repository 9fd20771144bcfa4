# Helpers of the corpus, read before each CASE.sh, with the queue root as the working folder.
#   $CASE     name of the case
#   $OUT      a folder of its own outside the root
#   $VICTIM   a folder outside the root in which nothing may change
#   $COUNT    a command that counts a run of a job

umask 022
COUNT="echo run >>ran/$CASE"

# Prints a whole UOW with these header lines, accepted at once.
uow() { printf '==== UNIT OF WORK\n'; [ $# = 0 ] || printf '%s\n' "$@"; printf '\n==== STATUS\n\n==== JOB LOG\n'; }
# Prints one that counts its run.
counted() { uow "COMMAND :: $COUNT" "$@"; }
# Prints one with only a header, accepted when quiet.
quiet() { printf '==== UNIT OF WORK\n'; printf '%s\n' "$@"; }

# drop QUEUE/NAME: drops standard input whole, by a rename, and remembers its bytes.
drop() {
	kept=$(mktemp "$DROPS/$CASE.XXXXXX")
	cat >"$kept"
	cp -- "$kept" "$OUT/drop"
	mv -T -- "$OUT/drop" "./$1"
}

# put QUEUE/NAME: the same without remembering them, for what the case itself changes afterwards.
put() {
	cat >"$OUT/put"
	mv -T -- "$OUT/put" "./$1"
}

# until_true COMMAND...: waits until it succeeds, at most 20 s.
until_true() {
	left=400
	until "$@" 2>/dev/null; do
		left=$((left - 1))
		[ $left -gt 0 ] || { echo "waited in vain for: $*" >&2; exit 1; }
		sleep 0.05
	done
}
# there PATH, gone PATH, says PATH TEXT: wait for it.
there() { until_true test -e "$1"; }
gone() { until_true test ! -e "$1"; }
says() { until_true grep -aqF -- "$2" "$1"; }

# Skips the case where something is missing.
skip() { echo "$1" >&2; exit 77; }
need() { command -v "$1" >/dev/null || skip "no $1 here"; }
need_root() { [ "$(id -u)" = 0 ] || skip "needs root"; }
