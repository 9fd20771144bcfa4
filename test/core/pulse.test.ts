import test from "ava";
import { digestOf, digestText } from "../../src/core/digest.ts";
import { endingOf } from "../../src/core/ending.ts";
import {
	beatAfter,
	type Heard,
	heardOf,
	type Sign,
	summaryOf,
	type Watched,
} from "../../src/core/pulse.ts";
import type { Run, Snapshot } from "../../src/core/snapshot.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { pulseText, readPulse } from "../../src/text/records.ts";
import type { Ticket } from "../../src/text/ticket.ts";
import { table } from "../helpers/table.ts";
import {
	aRun,
	aSnapshot,
	aTicket,
	decided,
	dueIn,
	NOON,
	statusOf,
	UPTIME,
} from "../helpers/world.ts";

const HOUR = 3600;
/** The wall clock less the uptime at NOON. */
const OFFSET = NOON / 1000 - UPTIME;

/** Looked at 8 s ago; its last sign of life came 9 s ago. */
const BEFORE: Watched = {
	uptime: UPTIME - 9,
	offset: OFFSET,
	version: "a",
	lookedAt: UPTIME - 8,
	stalledAt: undefined,
};
const LIMIT = 40;

/** How long ago, in seconds, its last sign of life came after one more look. */
function ageAfter(seen: {
	before?: Partial<Watched>;
	sign?: Partial<Sign>;
	takenAt?: number;
}): number {
	const after = beatAfter(
		{ ...BEFORE, ...seen.before },
		seen.sign && { version: "b", at: NOON, ...seen.sign },
		{ takenAt: seen.takenAt ?? NOON, uptime: UPTIME },
		LIMIT,
	);
	return Number((UPTIME - after.uptime).toFixed(3));
}

table("a sign of life came", ageAfter, {
	"when its file was changed": [{ sign: { at: NOON - 3000 } }, 3],
	"when it came, where the file has not changed since": [
		{ sign: { version: "a", at: NOON } },
		9,
	],
	"when it came, where the file is gone": [{}, 9],
	"not before the look that did not see it": [
		{ sign: { at: NOON - 8_300 } },
		8,
	],
	"not in the future": [{ sign: { at: NOON + 300 } }, 0],
	"now, where its file says that it is older than that look": [
		{ sign: { at: NOON - 20_000 } },
		0,
	],
	"now, where its file is of the future": [{ sign: { at: NOON + 60_000 } }, 0],
	"now, where the clock was put forward since": [
		{ sign: { at: NOON - 3000 }, takenAt: NOON + HOUR * 1000 },
		0,
	],
	"now, where the clock was put back since": [
		{ sign: { at: NOON - 3000 }, takenAt: NOON - HOUR * 1000 },
		0,
	],
	"when it came, where the clock was put forward and nothing changed": [
		{ sign: { version: "a" }, takenAt: NOON + HOUR * 1000 },
		9,
	],
	"when it came, where the clock was put back and nothing changed": [
		{ sign: { version: "a" }, takenAt: NOON - HOUR * 1000 },
		9,
	],
	"by as much later as the clock was put forward, where that is little": [
		{ sign: { at: NOON - 3000 }, takenAt: NOON + 400 },
		3,
	],
	"not later for a clock that was put back by little": [
		{ sign: { at: NOON - 3000 }, takenAt: NOON - 400 },
		2.6,
	],
	"when its file says, where the clocks drifted apart slowly over a day": [
		{
			before: { offset: OFFSET - 10, lookedAt: UPTIME - 86_400 },
			sign: { at: NOON - 20_000 },
		},
		10,
	],
	"now, where nobody knows the clock of the look before": [
		{ before: { offset: 0 }, sign: { at: NOON - 3000 } },
		0,
	],
});

test("an unchanged file only gets older, however often the clock is set", (t) => {
	let watched = BEFORE;
	for (const hours of [1, -1, 26, 0, -5])
		watched = beatAfter(
			watched,
			{ version: "a", at: NOON },
			{ takenAt: NOON + hours * HOUR * 1000, uptime: UPTIME + hours },
			LIMIT,
		);
	t.is(watched.uptime, BEFORE.uptime);
});

test("after a step of the clock the next sign of life is told by the file again", (t) => {
	const stepped = NOON + HOUR * 1000;
	const first = beatAfter(
		BEFORE,
		{ version: "b", at: NOON - 3000 },
		{ takenAt: stepped, uptime: UPTIME },
		LIMIT,
	);
	const second = beatAfter(
		first,
		{ version: "c", at: stepped + 4000 },
		{ takenAt: stepped + 5000, uptime: UPTIME + 5 },
		LIMIT,
	);
	t.is(second.uptime, UPTIME + 4);
});

const stalledFor = (before: Partial<Watched>) => {
	const clocks = { takenAt: NOON, uptime: UPTIME };
	const after = beatAfter({ ...BEFORE, ...before }, undefined, clocks, LIMIT);
	return after.stalledAt && UPTIME - after.stalledAt;
};

table("a job is found stalled", stalledFor, {
	"not before half of its limit": [{ uptime: UPTIME - 19 }, undefined],
	"from the first look on": [{ uptime: UPTIME - 20 }, 0],
	"and again": [{ uptime: UPTIME - 25, stalledAt: UPTIME - 5 }, 5],
	"anew, where nobody looked for long": [
		{ uptime: UPTIME - 60, lookedAt: UPTIME - 13, stalledAt: UPTIME - 40 },
		0,
	],
	"no more, once it beat": [
		{ uptime: UPTIME - 1, stalledAt: UPTIME - 5 },
		undefined,
	],
});

table("pulse record", readPulse, {
	"as it was written": [
		pulseText({ uptime: 12.5, offset: -3, version: "7:0:1.25" }),
		{ uptime: 12.5, offset: -3, version: "7:0:1.25" },
	],
	"cut short": ["pulse 12.500 3.000 7:0", undefined],
	empty: ["", undefined],
});

interface Case {
	readonly age: number;
	readonly status?: string;
	readonly ticket?: Partial<Ticket>;
	readonly run?: Partial<Run>;
	/** For how long looks have found it stalled. */
	readonly stalledFor?: number;
}

/** A job with a limit of 40 s whose last sign of life came `age` seconds ago. */
function watched({
	age,
	status = "RUNNING",
	ticket,
	run,
	stalledFor = age - 20,
}: Case): Run {
	return aRun({
		ticket: aTicket({ feedback: { seconds: 40, from: "file" }, ...ticket }),
		beat: {
			uptime: UPTIME - age,
			offset: OFFSET,
			version: "a",
			lookedAt: UPTIME - 10,
			stalledAt: stalledFor < 0 ? undefined : UPTIME - stalledFor,
		},
		uow: {
			place: "currently-executing",
			name: "job",
			inode: "1:900",
			size: 200,
			status: statusOf(status),
		},
		...run,
	});
}

const world = (one: Case): Partial<Snapshot> => ({ runs: [watched(one)] });

table("pulse is decided", (one: Case) => decided(world(one)), {
	"under a quarter of its limit": [{ age: 9.99 }, []],
	"from a quarter on": [
		{ age: 10 },
		["mark job: SILENT: no feedback since 2026-11-22T11:59:50Z, limit 40 s"],
	],
	"from half on": [
		{ age: 20, status: "SILENT" },
		["mark job: STALLED: no feedback since 2026-11-22T11:59:40Z, limit 40 s"],
	],
	"silent and marked": [{ age: 15, status: "SILENT" }, []],
	"stalled and marked": [{ age: 39.99, status: "STALLED" }, []],
	"the whole limit": [
		{ age: 40, status: "STALLED" },
		["kill job: no feedback for 40 s"],
	],
	"the whole limit, and looked at again only now": [
		{ age: 400, status: "STALLED", stalledFor: 9.99 },
		[],
	],
	"a quarter of the limit after it was looked at again": [
		{ age: 400, status: "STALLED", stalledFor: 10 },
		["kill job: no feedback for 40 s"],
	],
	"back to life": [
		{ age: 1, status: "STALLED" },
		["mark job: RUNNING since 2026-11-22T11:59:00Z"],
	],
	"of a further attempt": [
		{ age: 10, ticket: { attempt: 2 } },
		[
			"mark job: SILENT: no feedback since 2026-11-22T11:59:50Z, limit 40 s, attempt 2",
		],
	],
	"of its output": [
		{ age: 10, ticket: { feedback: { seconds: 40, from: "output" } } },
		["mark job: SILENT: no output since 2026-11-22T11:59:50Z, limit 40 s"],
	],
	"no output for the whole limit": [
		{ age: 50, ticket: { feedback: { seconds: 50, from: "output" } } },
		["kill job: no output for 50 s"],
	],
	"a file that never changed counts from the launch": [
		{ age: 500, ticket: { feedback: { seconds: 60, from: "file" } } },
		["kill job: no feedback for 1m 00s"],
	],
	"its timeout comes first": [
		{ age: 50, ticket: { timeout: 60 } },
		["kill job: timeout 1m 00s"],
	],
	"nothing is promised": [{ age: 500, ticket: { feedback: undefined } }, []],
	"its keeper has not begun": [{ age: 500, run: { fence: undefined } }, []],
	"it has ended": [
		{ age: 500, run: { exit: { code: 0, uptime: UPTIME, at: NOON } } },
		[],
	],
	"it is being ended": [
		{
			age: 500,
			run: {
				kill: { uptime: UPTIME, why: "killed by request" },
				stopSent: true,
			},
		},
		[],
	],
	"somebody took its STATUS away": [{ age: 15, run: { uow: undefined } }, []],
});

table("a pulse is looked at again", (one: Case) => dueIn(world(one)), {
	"when it becomes silent": [{ age: 4 }, 6],
	"when it becomes stalled": [{ age: 12, status: "SILENT" }, 8],
	"once while it is stalled": [{ age: 25, status: "STALLED" }, 5],
	"when its limit is up": [{ age: 35, status: "STALLED" }, 5],
	"a quarter of its limit after it was looked at again": [
		{ age: 400, status: "STALLED", stalledFor: 4 },
		6,
	],
	"when its timeout is up, where that is sooner": [
		{ age: 4, ticket: { timeout: 61 } },
		1,
	],
	"not too often, where the limit is very short": [
		{ age: 0, ticket: { feedback: { seconds: 0.1, from: "file" } } },
		0.05,
	],
});

const killed = (why: string, size = 0) =>
	endingOf(
		watched({
			age: 40,
			ticket: {
				retries: { times: 1, everySeconds: 0 },
				maxLog: { bytes: 100, from: 0 },
			},
			run: {
				kill: { uptime: UPTIME - 5, why },
				exit: { code: 143, uptime: UPTIME - 4, at: NOON - 4000 },
				end: 0,
				uow: {
					place: "currently-executing",
					name: "job",
					inode: "1:900",
					size,
					status: statusOf("STALLED"),
				},
			},
		}),
		aSnapshot(),
	).status;

table("a job that was ended in silence", killed, {
	"may be tried again": [
		"no feedback for 40 s",
		"WAITING attempt 2 until 2026-11-22T11:59:56Z: attempt 1 ended with no feedback for 40 s: signal TERM",
	],
	"may be tried again, without output too": [
		"no output for 40 s",
		"WAITING attempt 2 until 2026-11-22T11:59:56Z: attempt 1 ended with no output for 40 s: signal TERM",
	],
	"is not tried again, where a person ended it": [
		"killed by request",
		"FAIL killed by request: signal TERM after 56.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:56Z",
	],
});

test("a post-mortem in the log of a job that ended meanwhile is not held against it", (t) => {
	const run = watched({
		age: 40,
		ticket: { maxLog: { bytes: 100, from: 0 } },
		run: {
			kill: { uptime: UPTIME, why: "no feedback for 40 s" },
			exit: { code: 0, uptime: UPTIME - 0.1, at: NOON },
			end: 0,
		},
	});
	t.regex(endingOf(run, aSnapshot()).status, /^DONE exit 0 after /);
});

test("the digest tells the pulse, the seconds since the last sign of life, and the limit", (t) => {
	const digest = digestOf(aSnapshot(world({ age: 12 })), DEFAULT_CONFIG);
	const [line] = digest.running;
	t.deepEqual(
		[line?.state, line?.pulse, line?.beatSeconds, line?.limitSeconds],
		["running", "silent", 12, 40],
	);
	t.true(
		digestText(digest).includes(
			"job (id 1) running for 1m 00s, silent: last sign of life 12 s ago, limit 40 s",
		),
	);
});

/** What is said, second by second, of a pulse that changes at these seconds. */
function saidOver(seconds: number, changes: readonly number[]): string[] {
	const said: string[] = [];
	let heard: Heard | undefined;
	for (let at = 0; at <= seconds; at += 1) {
		if (changes.includes(at)) {
			const change = heardOf(heard, at);
			heard = change.heard;
			if (change.isSaid) said.push(`${at}`);
		}
		if (heard === undefined) continue;
		const summary = summaryOf(heard, at);
		heard = summary.heard;
		if (summary.notice !== undefined)
			said.push(`${at} ${summary.notice.replace(/;.*/, "")}`);
	}
	return said;
}

/** From `from` to `to`, every `step` seconds. */
const every = (step: number, from: number, to: number) =>
	Array.from(
		{ length: Math.floor((to - from) / step) + 1 },
		(_, i) => from + i * step,
	);

table<readonly number[], readonly string[]>(
	"changes of a pulse",
	(changes) => saidOver(400, changes),
	{
		"are each said where they are few": [
			[3, 10, 20, 100, 130],
			["3", "10", "20", "100", "130"],
		],
		"are summed up where they are many": [
			every(5, 0, 55),
			[
				"0",
				"5",
				"10",
				"15",
				"20",
				"25",
				"60 changed its pulse 6 times in 1m 00s",
			],
		],
		"are summed up once a minute while they go on": [
			every(5, 0, 200),
			[
				"0",
				"5",
				"10",
				"15",
				"20",
				"25",
				"60 changed its pulse 7 times in 1m 00s",
				"120 changed its pulse 12 times in 1m 00s",
				"180 changed its pulse 12 times in 1m 00s",
				"240 changed its pulse 4 times in 1m 00s",
			],
		],
		"are each said again after a minute without any": [
			[...every(5, 0, 40), 300, 310],
			[
				"0",
				"5",
				"10",
				"15",
				"20",
				"25",
				"60 changed its pulse 3 times in 1m 00s",
				"300",
				"310",
			],
		],
	},
);
