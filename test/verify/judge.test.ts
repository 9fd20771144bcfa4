/** What verify makes of facts that no test can bring about on this machine, one line a case. */
import type { HolderFacts } from "../../src/verify/holder.ts";
import {
	holderLine,
	turnsLine,
	watchLine,
} from "../../src/verify/judge-holder.ts";
import {
	clockLine,
	machineLine,
	roomLine,
} from "../../src/verify/judge-machine.ts";
import { type Line, verdictOf } from "../../src/verify/report.ts";
import { table } from "../helpers/table.ts";
import { NOON } from "../helpers/world.ts";

const says = (line: Line): string[] => [
	verdictOf(line),
	...line.findings.map(({ file, what }) => `${file}: ${what}`),
];
const none = { file: "", at: 0 };

table(
	"the clock",
	(facts: Parameters<typeof clockLine>[0]) => says(clockLine(facts)),
	{
		"is right": [
			{ now: NOON, change: { file: "a", at: NOON - 1 }, stamp: none },
			["ok"],
		],
		"was set back": [
			{
				now: NOON,
				change: { file: "done-q/a", at: NOON + 3_600_000 },
				stamp: none,
			},
			["WRONG", "done-q/a: it was changed 1h 00m from now"],
		],
		"says 1970": [
			{ now: 1000, change: none, stamp: none },
			["WRONG", "clock: it says 1970-01-01T00:00:01Z"],
		],
	},
);

table(
	"room",
	([freeBytes, freeInodes]: readonly [number, number | undefined]) =>
		says(roomLine({ freeBytes, freeInodes }, 2 ** 26)),
	{
		"is there": [[2 ** 30, 5000], ["ok"]],
		"is there, and inodes are not counted": [[2 ** 30, undefined], ["ok"]],
		"for files is at an end": [
			[2 ** 30, 12],
			["WRONG", "disk: 12 files can still be made"],
		],
		"for bytes is at an end": [
			[0, 5000],
			["WRONG", "disk: 0 B free"],
		],
	},
);

const machine = {
	bootId: "1467f483-0000-0000-0000-000000000000",
	uptime: 5,
	hasOwnStat: true,
	hidesProcesses: false,
	isRoot: false,
	programs: ["flock"],
	missing: [],
};

table(
	"the machine",
	(parts: Partial<Parameters<typeof machineLine>[0]>) =>
		says(machineLine({ ...machine, ...parts })),
	{
		"has all": [{}, ["ok"]],
		"has no /proc": [
			{ bootId: undefined },
			["WRONG", "/proc: boot id, uptime or processes cannot be read there"],
		],
		"lacks flock": [
			{ missing: ["flock"] },
			["WRONG", "flock: it is not found in PATH"],
		],
		"hides processes": [
			{ hidesProcesses: true },
			["note", "/proc: it hides the processes of others (hidepid)"],
		],
		"hides none from root": [{ hidesProcesses: true, isRoot: true }, ["ok"]],
	},
);

const held: HolderFacts = {
	lock: "taken",
	locks: 1,
	note: { pid: 77, since: NOON - 600_000 },
	state: "S",
	hasLock: true,
	self: { uid: 0, gid: 0 },
	watches: true,
};

table(
	"the holder",
	(parts: Partial<HolderFacts>) => says(holderLine({ ...held, ...parts })),
	{
		lives: [{}, ["ok"]],
		"may not be looked at": [{ hasLock: undefined, locks: 0 }, ["ok"]],
		"is nobody": [{ lock: "free", state: undefined }, ["ok"]],
		"is two": [{ locks: 2 }, ["WRONG", "/proc/locks: 2 locks on the root"]],
		"left no note": [
			{ note: undefined, state: undefined },
			[
				"WRONG",
				"run/monitor: the root is locked, and there is no note of a Monitor",
			],
		],
		"is dead by its note": [
			{ state: undefined },
			["WRONG", "run/monitor: the root is locked, and pid 77 does not hold it"],
		],
		"cannot be found out": [
			{ lock: { failed: "no flock" } },
			["WRONG", "flock: no flock"],
		],
	},
);

const turning = {
	postedAt: NOON - 500_000,
	pending: 0,
	askedAt: NOON,
	now: NOON,
};

table(
	"turns",
	(parts: Partial<Parameters<typeof turnsLine>[1]>) =>
		says(turnsLine(held, { ...turning, ...parts }, 15)),
	{
		"are made": [{}, ["ok"]],
		"are made, and a request has just come": [{ pending: 1 }, ["ok"]],
		"are not made: nothing is posted": [
			{ postedAt: undefined },
			["WRONG", "status/status.json: not posted since the Monitor started"],
		],
		"are not made: requests are not read": [
			{ pending: 2, askedAt: NOON - 60_000 },
			["WRONG", "monitor_reads: 2 requests not read for 1m 00s"],
		],
	},
);

const watching = { maxWatches: 8192, maxInstances: 128, failed: undefined };

table(
	"watches",
	({
		watches = true,
		...parts
	}: Partial<Parameters<typeof watchLine>[1]> & { watches?: boolean }) =>
		says(watchLine({ ...held, watches }, { ...watching, ...parts }, 15)),
	{
		"can be set": [{}, ["ok"]],
		"cannot be set": [
			{ failed: "EMFILE" },
			["WRONG", "inotify: a watch cannot be set: EMFILE"],
		],
		"are too few": [
			{ maxWatches: 2 },
			["WRONG", "fs.inotify.max_user_watches: it is 2"],
		],
		"are not set by the Monitor": [
			{ watches: false },
			["note", "pid 77: the Monitor does not watch its folders"],
		],
	},
);
