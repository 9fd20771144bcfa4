/**
 * The keeper: the small shell that takes the fence, runs the job with its
 * output teed into the UOW, and writes down how it ended. It outlives the
 * Monitor. Nothing but builtins, the job and tee are run; all that differs
 * from job to job comes as positions, never spliced into this text.
 *
 *   $1 records' path without ending   $2 UOW   $3 bound on its size in blocks of
 *   512 bytes, or nothing   $4 folder   $5 cgroup.procs of the run's cgroup, or
 *   /dev/null   $6 its limit on file locks   $7… the job's words
 *
 * A record is whole when its newline is there: the one write that brings it is
 * the commit point. `set -C` makes the fence's redirection create it or fail,
 * so that exactly one of keeper and Monitor gets past it; a keeper so late that
 * even the revocation has been reaped finds no ticket. The first word of a
 * job is a path, so that it can be no builtin. The shell's own remarks
 * ("Terminated") do not reach the log. The job alone enters the cgroup and
 * takes the limit (-w in dash, -x in bash): keeper and tee outlive a kill of all
 * that carries them. Where either cannot be had, the job runs without.
 */
import type { Fence } from "../text/records.ts";

export const KEEPER = `
unset CATQ_KEEPER
record=$1 uow=$2 most=$3 folder=$4 cgroup=$5 limit=$6
shift 6
# The signals of a stop are for the job: a handler (unlike ignoring) is not inherited by it.
trap : TERM INT HUP QUIT USR1 USR2
# A Monitor that some other run has started must not pass on what marks that one.
ulimit -S -w unlimited 2>/dev/null || ulimit -S -x unlimited 2>/dev/null
echo 0 2>/dev/null >/proc/self/oom_score_adj
read -r stat </proc/$$/stat && read -r now rest </proc/uptime || exit 125
read -r f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 start rest <<FIELDS
\${stat##*) }
FIELDS
# Opened before the job can touch it, and for tee alone: whatever becomes of the name, the log goes to this file.
[ -f "$uow" ] && exec 3>>"$uow" || exit 125
set -C
echo "taken $$ $start $now" 2>/dev/null >"$record.fence" || exit 125
set +C
[ -e "$record.ticket" ] || exit 125
# A disk that the job's output has filled still has room for its end.
echo "                                " 2>/dev/null >"$record.exit"
{
	trap : TERM INT HUP QUIT USR1 USR2
	(
		[ -w "$cgroup" ] && echo 0 >"$cgroup"
		ulimit -S -w "$limit" || ulimit -S -x "$limit"
		exec </dev/null 2>&1
		cd -- "$folder" && exec "$@"
	)
	code=$?
	read -r now rest </proc/uptime
	echo "exit $code $now" 1<>"$record.exit"
} 2>/dev/null 3>&- | (
	# At the bound, as on a full disk, tee stops writing but goes on reading: the job can still end in order.
	trap '' TERM INT HUP QUIT USR1 USR2 XFSZ
	[ -z "$most" ] || ulimit -f "$most"
	exec tee -a /dev/null >&3
)
code=$?
# Where somebody kept the log open beyond the settling of the UOW, nobody waits for this any more.
[ -e "$record.ticket" ] && echo "end $code" >"$record.end"
`;

/** What runs it, with its text in CATQ_KEEPER: a list of processes shall stay readable. */
export const RUN_KEEPER = 'eval "$CATQ_KEEPER"';

/** Where the keeper that took a fence has its UOW open, whatever became of the name. */
export function logOf(fence: Fence | undefined): string | undefined {
	return fence?.kind === "taken" && fence.keeper !== undefined
		? `/proc/${fence.keeper.pid}/fd/3`
		: undefined;
}
