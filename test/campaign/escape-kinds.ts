/** Ways in which a process outruns a kill, as shell text; `$T` marks each of its processes in its command line. */

/** How the Monitor is run: with a cgroup for each job, without, or without as an ordinary user. */
export type Mode = "cgroup" | "scan" | "user";

export interface Kind {
	readonly name: string;
	/** Starts what shall escape, and goes on. */
	readonly start: string;
	/** Where it can be tried; else: everywhere. */
	readonly modes?: readonly Mode[];
	/** Its UOW is nobody's, while the Monitor is root. */
	readonly ofNobody?: boolean;
	/** Where it escapes for good, as docs/decisions/0008 says. */
	readonly beyond?: readonly Mode[];
	/** Tried in the short version too. */
	readonly short?: boolean;
}

const CLOSED = "<&- >&- 2>&-";
const ROOT_MODES = ["cgroup", "scan"] as const;

export const KINDS: readonly Kind[] = [
	{ name: "child in background", start: "sleep $T &" },
	{
		name: "nohup",
		start: "nohup sleep $T >/dev/null 2>&1 &",
	},
	{ name: "setsid", start: "setsid sleep $T &", short: true },
	{
		name: "double fork",
		start: `( setsid sh -c 'sleep '$T' & exit' & )`,
	},
	{
		name: "daemon with closed files",
		start: `( setsid sh -c 'sleep '$T' & exit' ${CLOSED} & )`,
	},
	{ name: "env -i", start: "env -i sleep $T &" },
	{
		name: "env -i setsid, closed files",
		start: `( env -i setsid sleep $T ${CLOSED} & )`,
		short: true,
	},
	{
		name: "the same, and deaf to TERM",
		start: `( trap '' TERM; env -i setsid sleep $T ${CLOSED} & )`,
		short: true,
	},
	{
		name: "the job itself deaf to TERM",
		start: "trap '' TERM; sleep $T &",
	},
	{
		name: "fifty of them",
		start: `for i in {1..50}; do env -i setsid sleep $T ${CLOSED} & done`,
	},
	{
		name: "forks and ends, on and on",
		start: `( env -i setsid sh "$COMET" 20000 $T ${CLOSED} & )`,
		short: true,
	},
	{
		name: "stops itself",
		start: `( env -i setsid sh -c 'kill -STOP $$; sleep '$T ${CLOSED} & )`,
	},
	{
		name: "holds tee's pipe, deaf to TERM",
		start: "( trap '' TERM; env -i setsid sleep $T & )",
	},
	{
		name: "another uid",
		start: `( trap '' TERM; env -i setsid sleep $T ${CLOSED} & )`,
		modes: ROOT_MODES,
		ofNobody: true,
		short: true,
	},
	{
		name: "changes its uid itself",
		start: `( env -i setsid setpriv --reuid=65533 sleep $T ${CLOSED} & )`,
		modes: ROOT_MODES,
	},
	{
		name: "leaves its cgroup",
		start: `( echo 0 >"$TOP/cgroup.procs"; env -i setsid sleep $T ${CLOSED} & )`,
		modes: ["cgroup"],
	},
	{
		name: "removes each mark on purpose",
		start: `( ulimit -S -x unlimited; env -i setsid sleep $T ${CLOSED} & )`,
		beyond: ["scan", "user"],
	},
	{
		name: "becomes root under an ordinary user's Monitor",
		start: `( env -i setsid "$BECOME" --reuid=0 --regid=0 --clear-groups sleep $T ${CLOSED} & )`,
		modes: ["user"],
	},
];

/** A program that lives for a moment only, after which its child does: COMET STEPS TOKEN. */
export const COMET = `[ "$1" -gt 0 ] || exit
setsid sh "$0" $(($1 - 1)) "$2" &
`;
