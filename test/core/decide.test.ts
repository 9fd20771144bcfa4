/** One turn each: what lies there, and what is to be done. */
import test from "ava";
import type { Snapshot, Waiting } from "../../src/core/snapshot.ts";
import type { Place } from "../../src/text/places.ts";
import { padded, pendingText } from "../../src/text/status-line.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { table } from "../helpers/table.ts";
import {
	anArrival,
	aRequest,
	aRun,
	aTicket,
	aWaiting,
	decided,
	dueIn,
	NOON,
	statusOf,
	UPTIME,
} from "../helpers/world.ts";

const turn = (parts: Partial<Snapshot>) => decided(parts);
const whole =
	"==== UNIT OF WORK\nCOMMAND :: x\n\n==== STATUS\n\n==== JOB LOG\n";
const short = "==== UNIT OF WORK\nCOMMAND :: x\n";
const later = NOON + 60_000;
const run = (parts: Parameters<typeof aRun>[0] = {}) => [aRun(parts)];
const exited = (code: number) => ({
	code,
	uptime: UPTIME - 1,
	at: NOON - 1000,
});
const ended = (code: number) => ({ exit: exited(code), end: 0, alive: false });
const killed = (secondsAgo: number) => ({
	uptime: UPTIME - secondsAgo,
	why: "x",
});
/** KILL was first sent longer ago than anybody waits for what is left. */
const VAIN = { killSent: UPTIME - 10 };
const LEFT = [
	{ pid: 4711, name: "sleep" },
	{ pid: 4712, name: "a, b" },
];
const UNSEEN = [{ pid: 4711, name: undefined }];
const exitedAgo = (seconds: number) => ({
	...exited(0),
	uptime: UPTIME - seconds,
});
/** Written down so long ago. */
const behind = (secondsAgo: number) => ({
	uptime: UPTIME - secondsAgo,
	count: 2,
	named: LEFT,
});
const KEEPER = aTicket({ keepLeftovers: true });
const at = (place: "done-q" | "wait-q" | "error-q", status: string) =>
	({
		place,
		name: "job",
		inode: "1:900",
		size: 200,
		status: statusOf(status),
	}) as const;

table("a file that arrives", turn, {
	"whole: stamped at once": [
		{ arrivals: [anArrival("A", whole, { quietFor: 0 })] },
		["stamp wait-q/A 2026-11-22T12:00:00Z"],
	],
	"header only and quiet: stamped": [
		{ arrivals: [anArrival("A", short)] },
		["stamp wait-q/A 2026-11-22T12:00:00Z"],
	],
	"header only, changed just now: waited for": [
		{ arrivals: [anArrival("A", short, { quietFor: 1 })] },
		[],
	],
	"still open for writing: waited for": [
		{ arrivals: [anArrival("A", short, { writer: true, quietFor: 900 })] },
		[],
	],
	"its last line not ended: waited for": [
		{ arrivals: [anArrival("A", short.trimEnd(), { quietFor: 59 })] },
		[],
	],
	"its last line never ended: discarded": [
		{ arrivals: [anArrival("A", short.trimEnd(), { quietFor: 60 })] },
		[
			"discard wait-q/A: its last line does not end with a newline, so it may have been cut short",
		],
	],
	"its last line not ended, and still open for writing: waited for": [
		{
			arrivals: [
				anArrival("A", short.trimEnd(), { writer: true, quietFor: 900 }),
			],
		},
		[],
	],
	"a log below its titles: not whole at once": [
		{ arrivals: [anArrival("A", `${whole}log\n`, { quietFor: 0 })] },
		[],
	],
	"wrong and whole: discarded at once": [
		{ arrivals: [anArrival("A", whole.replace(" :: ", " "), { quietFor: 0 })] },
		['discard wait-q/A: line 2: expected NAME :: CONTENT, found "COMMAND x"'],
	],
	"several: ordinals by time, then name": [
		{
			arrivals: [
				anArrival("B", whole),
				anArrival("A", whole),
				anArrival("C", whole, { modifiedAt: 0 }),
			],
		},
		[
			"stamp wait-q/C 2026-11-22T12:00:00Z-1; stamp wait-q/A 2026-11-22T12:00:00Z-2; stamp wait-q/B 2026-11-22T12:00:00Z-3",
		],
	],
	"in a second that has stamps: the next ordinal": [
		{
			arrivals: [anArrival("A", whole)],
			lastStamp: { seconds: NOON / 1000, ordinal: 4 },
		},
		["stamp wait-q/A 2026-11-22T12:00:00Z-5"],
	],
	"with a timestamp of its own: kept": [
		{ arrivals: [anArrival("A", `timestamp: 1000\n${whole}`)] },
		["stamp wait-q/A 1970-01-01T00:16:40Z"],
	],
	"settled and moved back: readmitted": [
		{
			arrivals: [
				anArrival(
					"A",
					stampedHead(
						{ seconds: 1, ordinal: 0, id: 7 },
						"COMMAND :: x",
						"ERROR exit 3 after 1 s",
					).toString(),
					{ isOurs: true },
				),
			],
			attemptsOf: () => 2,
		},
		["readmit wait-q/A for attempt 3"],
	],
	"a copy of a settled one: stamped anew": [
		{
			arrivals: [
				anArrival(
					"A",
					stampedHead(
						{ seconds: 1, ordinal: 0, id: 7 },
						"COMMAND :: x",
						"ERROR exit 3 after 1 s",
					).toString(),
					{ isOurs: true, isCopy: true },
				),
			],
		},
		["stamp wait-q/A 2026-11-22T12:00:00Z"],
	],
	"a text of another root: a new UOW": [
		{
			arrivals: [
				anArrival(
					"A",
					stampedHead(
						{ seconds: 1, ordinal: 0, id: 7 },
						"COMMAND :: x",
						"RUNNING",
					).toString(),
				),
			],
		},
		["stamp wait-q/A 1970-01-01T00:00:01Z"],
	],
	"a copy of what runs: discarded": [
		{
			arrivals: [
				anArrival(
					"A",
					stampedHead(
						{ seconds: 1, ordinal: 0, id: 7 },
						"COMMAND :: x",
						"RUNNING",
					).toString(),
					{ isOurs: true },
				),
			],
		},
		[
			"discard wait-q/A: its STATUS says RUNNING, but it is not the file that runs; to run it as a new UOW, remove its first line and drop it",
		],
	],
});

const [first, second, ...urgent] = [
	aWaiting("A"),
	aWaiting("B", { seconds: 200 }),
	aWaiting("U", { place: "priority-q" }),
];
const foreseen = (...waiting: Waiting[]) => ({ foreseen: new Set(waiting) });

table("while not all that waits is read yet", turn, {
	"what was known to come first is launched": [
		{ waiting: [first, second], ...foreseen(first) },
		["launch A in slot 1"],
	],
	"nothing is launched before another that may come first": [
		{ waiting: [first, second], ...foreseen(second) },
		[],
	],
	"an urgent one that nobody has foreseen waits, and all others with it": [
		{ waiting: [...urgent, first], ...foreseen(first) },
		[],
	],
	"one that is held keeps nobody from being launched": [
		{
			waiting: [aWaiting("H", { status: "HELD", seconds: 1 }), first],
			...foreseen(first),
		},
		["launch A in slot 1"],
	],
	"what it waits for is written down": [
		{ waiting: [aWaiting("N", { after: ["X"] })], ...foreseen() },
		["mark N: WAITING: after X, which is nowhere yet"],
	],
	"who asks for one of them is answered later": [
		{ requests: [aRequest("HOLD A"), aRequest("STATUS")], ...foreseen() },
		[],
	],
	"a running job is ended at once": [
		{
			requests: [aRequest("KILL JOB job")],
			runs: run(),
			...foreseen(),
		},
		["take KILL JOB job", "kill job: killed by request", "answer KILL JOB job"],
	],
});

table("a waiting UOW", turn, {
	"the first in line: launched": [
		{ waiting: [aWaiting("A"), aWaiting("B")] },
		["launch A in slot 1"],
	],
	"held: left alone": [
		{ waiting: [aWaiting("A", { status: "HELD: by request" }), aWaiting("B")] },
		["launch B in slot 1"],
	],
	"before its time: says so": [
		{ waiting: [aWaiting("A", { notBefore: later })] },
		["mark A: WAITING: not before 2026-11-22T12:01:00Z"],
	],
	"before a retry's time: left as it is": [
		{
			waiting: [
				aWaiting("A", {
					status:
						"WAITING attempt 2 until 2026-11-22T12:01:00Z: attempt 1 ended with exit 3",
				}),
			],
		},
		[],
	],
	"after a retry's time: launched": [
		{
			waiting: [
				aWaiting("A", {
					status:
						"WAITING attempt 2 until 2026-11-22T11:59:00Z: attempt 1 ended with exit 3",
				}),
			],
		},
		["launch A in slot 1"],
	],
	"a retry that waits longer than its pause, since the clock was set back: waits its pause":
		[
			{
				waiting: [
					aWaiting("A", {
						status:
							"WAITING attempt 2 until 2026-11-22T14:01:00Z: attempt 1 ended with exit 3",
						retryPause: 120,
					}),
				],
				attemptsOf: () => 1,
			},
			[
				"mark A: WAITING attempt 2 until 2026-11-22T12:02:00Z: attempt 1 ended with exit 3",
			],
		],
	"after one that waits": [
		{
			waiting: [
				aWaiting("A", { after: ["B"] }),
				aWaiting("B", { status: "HELD" }),
			],
			whereabouts: new Map<string, Place[]>([["B", ["wait-q"]]]),
		},
		["mark A: WAITING: after B, which waits"],
	],
	"after one that failed": [
		{
			waiting: [aWaiting("A", { after: ["B"] })],
			whereabouts: new Map<string, Place[]>([["B", ["fail-q"]]]),
		},
		["mark A: WAITING: after B, which is in fail-q: repair and retry it"],
	],
	"after one that is done and failed before": [
		{
			waiting: [aWaiting("A", { after: ["B"] })],
			whereabouts: new Map<string, Place[]>([["B", ["done-q", "fail-q"]]]),
		},
		["mark A: WAITING: after B, which is in fail-q: repair and retry it"],
	],
	"after one that is done": [
		{
			waiting: [aWaiting("A", { after: ["B"] })],
			whereabouts: new Map<string, Place[]>([["B", ["done-q"]]]),
		},
		["launch A in slot 1"],
	],
	"after one that was archived": [
		{
			waiting: [aWaiting("A", { after: ["B"] })],
			whereabouts: new Map<string, Place[]>([["B", ["archive"]]]),
		},
		["launch A in slot 1"],
	],
	"after one that lies in trash": [
		{
			waiting: [aWaiting("A", { after: ["B"] })],
			whereabouts: new Map<string, Place[]>([["B", ["trash"]]]),
		},
		[
			"mark A: WAITING: after B, which lies in trash: move it back, or correct AFTER",
		],
	],
	"after itself": [
		{ waiting: [aWaiting("A", { after: ["A"] })] },
		["mark A: WAITING: after A, which is itself: correct AFTER"],
	],
	"no longer blocked: says so": [
		{
			runs: run(),
			waiting: [aWaiting("A", { status: "WAITING: after B, which waits" })],
		},
		["mark A: WAITING"],
	],
	"against the configuration: refused": [
		{ waiting: [aWaiting("A", { refusal: "no such job type" })] },
		["refuse A: no such job type"],
	],
	"UNIQUE beside an earlier one: refused": [
		{
			waiting: [
				aWaiting("A-1", { taskName: "A", status: "HELD" }),
				aWaiting("A-2", { taskName: "A", unique: true, ordinal: 1 }),
			],
		},
		["refuse A-2: UNIQUE, and A-1 of the same task A waits"],
	],
	"UNIQUE beside a later one: launched": [
		{
			waiting: [
				aWaiting("A-1", { taskName: "A", unique: true }),
				aWaiting("A-2", { taskName: "A", ordinal: 1, status: "HELD" }),
			],
		},
		["launch A-1 in slot 1"],
	],
	"its id already launched: discarded": [
		{ waiting: [aWaiting("A", { id: 9 })], attemptsOf: () => 1 },
		[
			"discard wait-q/A: its id 9 has already been run (a late save by an editor?); to run it as a new UOW, remove its first line and drop it",
		],
	],
	"its id in another queue: the younger discarded": [
		{
			waiting: [
				aWaiting("B", { id: 9, bornAt: NOON, place: "priority-q" }),
				aWaiting("A", { id: 9, bornAt: 5, status: "HELD" }),
			],
		},
		[
			"discard priority-q/B: its id 9 belongs to wait-q/A; to run it as a new UOW, remove its first line and drop it",
		],
	],
	"paused: told so": [
		{ waiting: [aWaiting("A")], mode: "paused" },
		["mark A: WAITING: the Monitor is paused"],
	],
	"the machine not ready: told so": [
		{
			waiting: [aWaiting("A"), aWaiting("B")],
			readiness: { kind: "not ready", why: "load" },
		},
		["mark A: WAITING: load"],
	],
	"readiness unknown: checked first": [
		{ waiting: [aWaiting("A")], readiness: { kind: "unknown" } },
		["check readiness"],
	],
	"no slot free: waits without a word": [
		{ waiting: [aWaiting("A")], runs: run() },
		[],
	],
	"with a run record: its run's matter": [
		{
			waiting: [aWaiting("A", { inode: "1:900", id: 1 })],
			runs: run({
				fence: undefined,
				child: "none",
				uow: at("wait-q", "WAITING"),
			}),
		},
		["revoke job, return: the Monitor stopped before its job was started"],
	],
});

test("of two with one id only one is launched in a turn, whether they are known as such or not", (t) => {
	const waiting = [aWaiting("A", { id: 5 }), aWaiting("B", { id: 5 })];
	t.deepEqual(decided({ waiting, attention: [] }, { slots: 2 }), [
		"launch A in slot 1",
	]);
});

test("slots are filled lowest first, and two of one name never run at once", (t) => {
	const runs = run({
		ticket: aTicket({ slot: 2, name: "X" }),
		uow: {
			place: "currently-executing",
			name: "X",
			inode: "1:900",
			size: 200,
			status: undefined,
		},
	});
	const waiting = [
		aWaiting("A"),
		aWaiting("A", { ordinal: 1 }),
		aWaiting("X", { ordinal: 2 }),
		aWaiting("B", { ordinal: 3 }),
	];
	t.deepEqual(decided({ runs, waiting }, { slots: 4 }), [
		"mark X: WAITING: another UOW named X runs",
		"launch A in slot 1",
		"launch B in slot 3",
	]);
});

test("runs that are to be signalled are signalled together, before all else", (t) => {
	const named = (name: string, secondsAgo: number) =>
		aRun({
			ticket: aTicket({ name }),
			kill: killed(secondsAgo),
			stopSent: secondsAgo > 0,
		});
	const runs = [aRun(ended(0)), named("A", 0), named("B", 5), named("C", 1)];
	t.deepEqual(
		decided({ runs }).map((line) => line.replace(/ after .*/, "")),
		["signal A: stop, B: kill", "settle job to done-q: DONE exit 0"],
	);
});

const LONG = {
	isOpen: true,
	uow: {
		place: "currently-executing",
		name: "job",
		inode: "1:900",
		size: 2 ** 21,
		status: statusOf("RUNNING"),
	},
} as const;

table(
	"a run",
	(parts: Parameters<typeof aRun>[0]) => decided({ runs: run(parts) }),
	{
		"ended with a long log: that is written to the disk first": [
			{ ...ended(0), ...LONG },
			["write the log of job to the disk"],
		],
		"its long log is being written: waited for": [
			{ ...ended(0), ...LONG, flush: "begun" },
			[],
		],
		"its long log is written: settled": [
			{ ...ended(0), ...LONG, flush: "done" },
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"its long log is open nowhere: settled at once": [
			{ ...ended(0), ...LONG, isOpen: false },
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"alive: watched": [{}, []],
		"a keeper on its way to the fence: waited for": [{ fence: undefined }, []],
		"no fence, and the Monitor that launched it gone: returned": [
			{ fence: undefined, child: "none", alive: false },
			["revoke job, return: the Monitor stopped before its job was started"],
		],
		"no fence, and its keeper ended: not started": [
			{ fence: undefined, child: "ended", alive: false },
			["revoke job, fail: its keeper ended before the job began"],
		],
		"no fence, and no keeper could be started: not started": [
			{ fence: undefined, child: "ended", alive: false, fault: "spawn E2BIG" },
			["revoke job, fail: no process could be made: spawn E2BIG"],
		],
		"no fence after a reboot: it may have run": [
			{
				fence: undefined,
				child: "none",
				alive: false,
				ticket: aTicket({ boot: "boot-0" }),
			},
			[
				"settle job to fail-q: FAIL may have run: the machine went down, started 2026-11-22T11:59:00Z, log may be cut",
			],
		],
		"revoked: back to its queue": [
			{
				fence: { kind: "revoked", verdict: "return", why: "x" },
				alive: false,
				ticket: aTicket({ from: "priority-q" }),
			},
			["settle job to priority-q: WAITING: returned, x"],
		],
		"revoked for good: fail": [
			{ fence: { kind: "revoked", verdict: "fail", why: "x" }, alive: false },
			["settle job to fail-q: FAIL not started: x"],
		],
		"refused: fail": [
			{
				ticket: aTicket({ refused: "x" }),
				fence: undefined,
				alive: false,
				child: "none",
			},
			["settle job to fail-q: FAIL not run: x"],
		],
		"past its timeout: killed": [
			{ ticket: aTicket({ timeout: 60 }) },
			["kill job: timeout 1m 00s"],
		],
		"before its timeout: watched": [{ ticket: aTicket({ timeout: 61 }) }, []],
		"a kill recorded: the stop signal": [
			{ kill: { uptime: UPTIME - 1, why: "x" } },
			["signal job: stop"],
		],
		"asked to stop, within GRACE: waited for": [
			{ kill: { uptime: UPTIME - 1, why: "x" }, stopSent: true },
			[],
		],
		"beyond GRACE: KILL": [
			{ kill: { uptime: UPTIME - 5, why: "x" }, stopSent: true },
			["signal job: kill"],
		],
		"a kill recorded with another signal: that one": [
			{ kill: { ...killed(1), signal: "INT" } },
			["signal job: stop"],
		],
		"a kill recorded with KILL: no GRACE": [
			{ kill: { ...killed(0), signal: "KILL" } },
			["signal job: kill"],
		],
		"ended, its output still held: waited for": [{ exit: exited(0) }, []],
		"ended, and something is just ending too: it has a moment": [
			{ ...ended(0), exit: exitedAgo(0.4), left: LEFT },
			[],
		],
		"ended, and left something behind: written down": [
			{ ...ended(0), exit: exitedAgo(0.5), left: LEFT },
			["record whom job left: 4711 sleep, 4712 a__b"],
		],
		"ended, and somebody of it was gone before it could be named: waited for": [
			{ ...ended(0), exit: exitedAgo(1.9), left: UNSEEN },
			[],
		],
		"ended, and somebody whom nobody can name is always there: written down": [
			{ ...ended(0), exit: exitedAgo(2), left: UNSEEN },
			["record whom job left: 4711 ?"],
		],
		"ended, and left something that holds its output: written down": [
			{ exit: exitedAgo(0.5), left: LEFT },
			["record whom job left: 4711 sleep, 4712 a__b"],
		],
		"left something, which is written down: the stop signal": [
			{ ...ended(0), left: LEFT, behind: behind(0) },
			["signal job: stop"],
		],
		"left something, asked to stop, within GRACE: waited for": [
			{ ...ended(0), left: LEFT, behind: behind(4), stopSent: true },
			[],
		],
		"left something beyond GRACE: KILL": [
			{ ...ended(0), left: LEFT, behind: behind(5), stopSent: true },
			["signal job: kill"],
		],
		"left something behind, and it has ended: named": [
			{ ...ended(0), behind: behind(1) },
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, ended 2 left behind: 4711 sleep, 4712 a__b",
			],
		],
		"left many behind: as many named as the line has room for": [
			{ ...ended(3), end: 1, behind: { ...behind(1), count: 1000 } },
			[
				"settle job to error-q: ERROR exit 3 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, ended 1000 left behind: 4711 sleep, 4712 a__b, …, log may be cut",
			],
		],
		"left something that no KILL helps against: told from what was ended": [
			{ ...ended(0), behind: behind(20), left: LEFT.slice(1), ...VAIN },
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, ended 1 left behind: 4711 sleep, 1 left: 4712 a__b",
			],
		],
		"left something behind before the machine went down: named all the same": [
			{
				...ended(3),
				behind: behind(1),
				ticket: aTicket({ boot: "boot-0" }),
			},
			[
				"settle job to error-q: ERROR exit 3 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, ended 2 left behind: 4711 sleep, 4712 a__b, log may be cut",
			],
		],
		"left something behind, and failed with RETRIES left: it has ended, so tried again":
			[
				{
					...ended(3),
					behind: behind(1),
					ticket: aTicket({ retries: { times: 1, everySeconds: 0 } }),
				},
				[
					"settle job to wait-q: WAITING attempt 2 until 2026-11-22T11:59:59Z: attempt 1 ended with exit 3",
				],
			],
		"left something behind, and killed by request meanwhile: as any kill": [
			{
				...ended(0),
				left: LEFT,
				behind: behind(1),
				stopSent: true,
				kill: { ...killed(0), signal: "KILL" },
			},
			["signal job: kill"],
		],
		"ended, its output still written, and nobody to be ended: waited for": [
			{ exit: exitedAgo(14) },
			[],
		],
		"ended, its output still written for too long: the log may be cut": [
			{ exit: exitedAgo(15) },
			[
				"settle job to done-q: DONE exit 0 after 45.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, log may be cut",
			],
		],
		"KEEP LEFTOVERS, its output still held: GRACE for that": [
			{ exit: exitedAgo(4), ticket: KEEPER },
			[],
		],
		"KEEP LEFTOVERS, its output held beyond GRACE: they live on": [
			{ exit: exitedAgo(5), ticket: KEEPER, living: LEFT },
			[
				"settle job to done-q: DONE exit 0 after 55.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, 2 live on: 4711 sleep, 4712 a__b, log may be cut",
			],
		],
		"KEEP LEFTOVERS, and RETRIES: who lives on is no reason to wait": [
			{
				...ended(3),
				ticket: { ...KEEPER, retries: { times: 1, everySeconds: 0 } },
				living: LEFT,
			},
			[
				"settle job to wait-q: WAITING attempt 2 until 2026-11-22T11:59:59Z: attempt 1 ended with exit 3",
			],
		],
		"ended well": [
			ended(0),
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"ended badly": [
			ended(3),
			[
				"settle job to error-q: ERROR exit 3 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"ended by a signal": [
			ended(139),
			[
				"settle job to fail-q: FAIL signal SEGV after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"ended before the kill reached it: by itself": [
			{ ...ended(0), kill: { uptime: UPTIME, why: "x" } },
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"ended by a kill, however politely": [
			{ ...ended(0), kill: { uptime: UPTIME - 2, why: "timeout 1m" } },
			[
				"settle job to fail-q: FAIL timeout 1m: exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"tee failed: the log may be cut": [
			{ ...ended(0), end: 1 },
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, log may be cut",
			],
		],
		"gone without a record": [
			{ alive: false },
			[
				"settle job to fail-q: FAIL may have run: its keeper ended without recording an exit, started 2026-11-22T11:59:00Z, log may be cut",
			],
		],
		"lost with the machine, ON CRASH requeue": [
			{ alive: false, ticket: aTicket({ boot: "boot-0", onCrash: "requeue" }) },
			[
				"settle job to wait-q: WAITING attempt 2: attempt 1 ended with may have run: the machine went down",
			],
		],
		"ended by a signal as the machine went down in order, ON CRASH requeue": [
			{
				...ended(143),
				ticket: aTicket({ boot: "boot-0", onCrash: "requeue" }),
			},
			[
				"settle job to wait-q: WAITING attempt 2: attempt 1 ended with signal TERM",
			],
		],
		"ended by a signal on a machine that stayed up, ON CRASH requeue": [
			{ ...ended(143), ticket: aTicket({ onCrash: "requeue" }) },
			[
				"settle job to fail-q: FAIL signal TERM after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"ended by itself before the machine went down, ON CRASH requeue": [
			{ ...ended(3), ticket: aTicket({ boot: "boot-0", onCrash: "requeue" }) },
			[
				"settle job to error-q: ERROR exit 3 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, log may be cut",
			],
		],
		"failed with RETRIES left": [
			{
				...ended(3),
				ticket: aTicket({ retries: { times: 1, everySeconds: 300 } }),
			},
			[
				"settle job to wait-q: WAITING attempt 2 until 2026-11-22T12:04:59Z: attempt 1 ended with exit 3",
			],
		],
		"failed with RETRIES used up": [
			{
				...ended(3),
				ticket: aTicket({
					attempt: 2,
					retries: { times: 1, everySeconds: 300 },
				}),
			},
			[
				"settle job to error-q: ERROR exit 3 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, attempt 2",
			],
		],
		"killed by request: not retried": [
			{
				...ended(143),
				kill: { uptime: UPTIME - 2, why: "killed by request" },
				ticket: aTicket({ retries: { times: 9, everySeconds: 0 } }),
			},
			[
				"settle job to fail-q: FAIL killed by request: signal TERM after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"already in the ledger, its ticket back after a power cut: reaped": [
			{
				recorded: true,
				alive: false,
				ticket: aTicket({ boot: "boot-0", onCrash: "requeue" }),
			},
			["reap job"],
		],
		"settled, though its records went with the power: reaped": [
			{
				alive: false,
				ticket: aTicket({ boot: "boot-0", onCrash: "requeue" }),
				uow: at("done-q", "DONE exit 0"),
			},
			["reap job"],
		],
		"ended, its output held, and killed: what holds it is asked first": [
			{ exit: exited(0), kill: { uptime: UPTIME, why: "x" } },
			["signal job: stop"],
		],
		"killed and ended, something of it left: GRACE for that too": [
			{ ...ended(0), kill: killed(1), left: LEFT, stopSent: true },
			[],
		],
		"killed and ended, something of it left beyond GRACE: KILL": [
			{ ...ended(0), kill: killed(5), left: LEFT, stopSent: true },
			["signal job: kill"],
		],
		"killed, its keeper too, and something of it left: KILL": [
			{ kept: false, kill: killed(5), left: LEFT, stopSent: true },
			["signal job: kill"],
		],
		"killed long ago, while no Monitor was there to send KILL: sent": [
			{ ...ended(0), kill: killed(600), left: LEFT },
			["signal job: kill"],
		],
		"something left that no KILL helps against: named": [
			{ ...ended(137), kill: killed(2), left: LEFT, ...VAIN },
			[
				"settle job to fail-q: FAIL x: signal KILL after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, 2 left: 4711 sleep, 4712 a__b",
			],
		],
		"something left, its keeper gone: named": [
			{ kept: false, kill: killed(60), left: LEFT, ...VAIN },
			[
				"settle job to fail-q: FAIL may have run: x; its keeper ended without recording an exit, started 2026-11-22T11:59:00Z, 2 left: 4711 sleep, 4712 a__b, log may be cut",
			],
		],
		"many left: as many named as the line has room for": [
			{
				...ended(137),
				kill: killed(2),
				left: Array(5).fill(LEFT).flat(),
				...VAIN,
			},
			[
				"settle job to fail-q: FAIL x: signal KILL after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, 10 left: 4711 sleep, 4712 a__b, 4711 sleep, 4712 a__b, 4711 sleep, …",
			],
		],
		"the job itself survives KILL: it runs on in its slot": [
			{ kill: killed(1000), stopSent: true, ...VAIN },
			["signal job: kill in vain"],
		],
		"something left of a timeout: no automatic retry": [
			{
				...ended(137),
				kill: { uptime: UPTIME - 2, why: "timeout 1m 00s" },
				left: LEFT,
				...VAIN,
				ticket: aTicket({ retries: { times: 9, everySeconds: 0 } }),
			},
			[
				"settle job to fail-q: FAIL timeout 1m 00s: signal KILL after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, 2 left: 4711 sleep, 4712 a__b",
			],
		],
		"settled: reaped": [
			{ ...ended(0), uow: at("done-q", "DONE exit 0") },
			["reap job"],
		],
		"settled, and moved on by a person: reaped": [
			{ ...ended(0), uow: at("wait-q", "DONE exit 0"), brought: true },
			["reap job"],
		],
		"moved to a queue while it was being settled: settled from there, not run again":
			[
				{ ...ended(0), uow: at("wait-q", "DONE exit 0") },
				[
					"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
				],
			],
		"marked, not moved yet: settled again": [
			{
				...ended(0),
				uow: {
					place: "currently-executing",
					name: "job",
					inode: "1:900",
					size: 200,
					status: statusOf("DONE exit 0"),
				},
			},
			[
				"settle job to done-q: DONE exit 0 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"its fence not written to its end yet: its timeout does not count": [
			{
				fence: { kind: "taken", keeper: undefined, uptime: undefined },
				ticket: aTicket({ timeout: 1 }),
			},
			[],
		],
		"moved to a queue while it runs: put back": [
			{ uow: at("wait-q", "RUNNING") },
			["put job back to currently-executing"],
		],
		"moved to done-q while it ran: settled from there": [
			{ ...ended(3), uow: at("done-q", "RUNNING") },
			[
				"settle job to error-q: ERROR exit 3 after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z",
			],
		],
		"its file gone: reaped": [{ ...ended(0), uow: undefined }, ["reap job"]],
	},
);

table(
	"a request",
	(line: string) =>
		decided({
			requests: [aRequest(line)],
			runs: run({ ticket: aTicket({ taskName: "nightly backup" }) }),
			waiting: [aWaiting("A"), aWaiting("H", { status: "HELD" })],
			whereabouts: new Map<string, Place[]>([
				["old", ["error-q"]],
				["twice", ["done-q", "fail-q"]],
				["A", ["wait-q"]],
			]),
		}),
	{
		SHUTDOWN: [
			"SHUTDOWN",
			["take SHUTDOWN", "stop: SHUTDOWN", "answer SHUTDOWN"],
		],
		FINISH: ["FINISH", ["take FINISH", "mode finishing", "answer FINISH"]],
		PAUSE: ["PAUSE", ["take PAUSE", "mode paused", "answer PAUSE"]],
		RESUME: ["RESUME", ["take RESUME", "mode running", "answer RESUME"]],
		RELOAD: ["RELOAD", ["take RELOAD", "reload the configuration"]],
		"KILL JOB, the only one": [
			"KILL JOB",
			["take KILL JOB", "kill job: killed by request", "answer KILL JOB"],
		],
		"KILL JOB by name": [
			"KILL JOB job",
			[
				"take KILL JOB job",
				"kill job: killed by request",
				"answer KILL JOB job",
			],
		],
		"KILL JOB of one that does not run": [
			"KILL JOB A",
			["take KILL JOB A", "answer KILL JOB A"],
		],
		"KILL JOB with a signal": [
			"KILL JOB -s SIGINT job",
			[
				"take KILL JOB -s SIGINT job",
				"kill job by INT: killed by request",
				"answer KILL JOB -s SIGINT job",
			],
		],
		"KILL JOB with a signal, the only one": [
			"KILL JOB -s KILL",
			[
				"take KILL JOB -s KILL",
				"kill job by KILL: killed by request",
				"answer KILL JOB -s KILL",
			],
		],
		"KILL JOB with a signal that ends nothing in order": [
			"KILL JOB -s STOP job",
			["take KILL JOB -s STOP job", "answer KILL JOB -s STOP job"],
		],
		"KILLALL of a task that runs": [
			"KILLALL -s USR1 nightly backup",
			[
				"take KILLALL -s USR1 nightly backup",
				"kill job by USR1: killed by request",
				"answer KILLALL -s USR1 nightly backup",
			],
		],
		"KILLALL of a task that does not run": [
			"KILLALL job",
			["take KILLALL job", "answer KILLALL job"],
		],
		HOLD: [
			"HOLD A",
			["take HOLD A", "mark A: HELD: by request", "answer HOLD A"],
		],
		"HOLD of one that is held": ["HOLD H", ["take HOLD H", "answer HOLD H"]],
		RELEASE: [
			"RELEASE H",
			["take RELEASE H", "mark H: WAITING", "answer RELEASE H"],
		],
		RETRY: [
			"RETRY old",
			["take RETRY old", "move error-q/old to wait-q", "answer RETRY old"],
		],
		"RETRY of two": ["RETRY twice", ["take RETRY twice", "answer RETRY twice"]],
		"RETRY of one that waits": ["RETRY A", ["take RETRY A", "answer RETRY A"]],
		"something else": ["DANCE", ["take DANCE", "answer DANCE"]],
	},
);

test("after FINISH the Monitor stops when nothing runs any more", (t) => {
	t.deepEqual(decided({ mode: "finishing", runs: run() }), []);
	t.deepEqual(decided({ mode: "finishing" }), [
		"mode running",
		"stop: FINISH: the running jobs have ended",
	]);
	t.deepEqual(
		decided({
			mode: "finishing",
			waiting: [aWaiting("A", { status: "WAITING: the Monitor finishes" })],
		}),
		["mode running", "stop: FINISH: the running jobs have ended"],
	);
});

test("a reason that does not fit its line is written once", (t) => {
	const after = ["y".repeat(200)];
	const [line = ""] = decided({ waiting: [aWaiting("A", { after })] });
	const status = line.replace("mark A: ", "").slice(0, 100);
	t.true(status.startsWith("WAITING: after yyy"));
	const long = pendingText({
		state: "WAITING",
		attempt: 1,
		why: `after ${after[0]}, which is nowhere yet`,
	});
	t.deepEqual(
		decided({
			waiting: [aWaiting("A", { after, status: padded(long).toString() })],
		}),
		[],
	);
});

test("a request that changes something is the last of its turn", (t) => {
	const requests = [
		aRequest("STATUS"),
		aRequest("HOLD A"),
		aRequest("RELEASE A"),
	];
	t.deepEqual(decided({ requests, waiting: [aWaiting("A")] }), [
		"take STATUS",
		"answer STATUS",
		"take HOLD A",
		"mark A: HELD: by request",
		"answer HOLD A",
	]);
});

test("strays and surplus READMEs are moved", (t) => {
	t.deepEqual(
		decided({
			strays: [{ place: "currently-executing", name: "X" }],
			surplusReadmes: [{ place: "trash", name: "README.md" }],
		}),
		[
			"discard trash/README.md: a folder keeps one README, the newest",
			"move currently-executing/X to wait-q",
		],
	);
});

test("the Monitor looks again when something is due by itself, and otherwise only when nudged", (t) => {
	t.is(dueIn({}), Number.POSITIVE_INFINITY);
	t.is(dueIn({ arrivals: [anArrival("A", short, { quietFor: 1.5 })] }), 0.5);
	t.is(
		dueIn({
			waiting: [
				aWaiting("A", {
					notBefore: later,
					status: "WAITING: not before 2026-11-22T12:01:00Z",
				}),
			],
		}),
		60,
	);
	t.is(dueIn({ runs: run({ ticket: aTicket({ timeout: 100 }) }) }), 40);
	t.is(
		dueIn({
			runs: run({ kill: { uptime: UPTIME - 1, why: "x" }, stopSent: true }),
		}),
		4,
	);
});

/** A run that is past its TIMEOUT, while requests come. */
table(
	"deadlines while requests pour in",
	(lines: readonly string[]) =>
		turn({
			requests: lines.map((line) => aRequest(line)),
			runs: run({ ticket: aTicket({ timeout: 60 }) }),
		}),
	{
		"of questions: kept": [
			["HELP", "HELP"],
			[
				"take HELP",
				"answer HELP",
				"take HELP",
				"answer HELP",
				"kill job: timeout 1m 00s",
			],
		],
		"of a change that concerns no run: kept": [
			["PAUSE"],
			["take PAUSE", "mode paused", "answer PAUSE", "kill job: timeout 1m 00s"],
		],
		"of one that concerns a run: at the next look": [
			["KILL JOB"],
			["take KILL JOB", "kill job: killed by request", "answer KILL JOB"],
		],
	},
);
