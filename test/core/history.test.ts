/** How runs ended: as data, in STATUS, and read back from there; and what is usual. */
import test from "ava";
import { digestOf, digestText } from "../../src/core/digest.ts";
import { endingOf } from "../../src/core/ending.ts";
import { mostAsked } from "../../src/core/history-text.ts";
import { obey } from "../../src/core/obey.ts";
import type { Run } from "../../src/core/snapshot.ts";
import { slowAfter, UsualTimes } from "../../src/core/usual.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import {
	boundedValues,
	readSection,
	sectionText,
} from "../../src/text/final-values.ts";
import {
	type End,
	entryOf,
	entryText,
	type HistoryEntry,
	isWholeLine,
	readEntry,
	settlementOf,
} from "../../src/text/history.ts";
import { isoOf } from "../../src/text/instant.ts";
import { readSettled } from "../../src/text/settled-status.ts";
import { asWritten } from "../../src/text/status-line.ts";
import type { Ticket } from "../../src/text/ticket.ts";
import { table } from "../helpers/table.ts";
import {
	aRequest,
	aRun,
	aSnapshot,
	aTicket,
	decided,
	dueIn,
	NOON,
	statusOf,
	UPTIME,
} from "../helpers/world.ts";

const NOW = { takenAt: NOON, uptime: UPTIME, boot: "boot-1" };

/** A run that took so many seconds and ended at noon. */
function ended(
	code: number,
	seconds: number,
	parts: Partial<Run> = {},
	ticket: Partial<Ticket> = {},
): Run {
	return aRun({
		alive: false,
		ticket: aTicket({ launchedAt: NOON - seconds * 1000, ...ticket }),
		fence: {
			kind: "taken",
			keeper: { pid: 77, startTicks: 5 },
			uptime: UPTIME - seconds,
		},
		exit: { code, uptime: UPTIME, at: NOON },
		end: 0,
		...parts,
	});
}

const killed = (why: string) => ({ kill: { uptime: UPTIME - 1, why } });
const left = [
	{ pid: 4711, name: "sleep" },
	{ pid: 4712, name: "a: exit 7, b" },
];

/** As a line has it. */
function lineOf(end: End | undefined): string {
	if (end === undefined) return "no end";
	const { outcome, exit, signal, reason, startedAt, endedAt, seconds } =
		entryOf(
			{
				name: "job",
				id: 1,
				taskName: "job",
				info: [],
				enqueuedAt: NOON,
				attempts: 1,
				feedback: undefined,
			},
			end,
		);
	const time = (iso: string | null) => iso?.slice(11, 19) ?? "?";
	return `${outcome} exit ${exit} signal ${signal} (${reason}) ${time(startedAt)} ${time(endedAt)} ${seconds}`;
}

/** What was written as data, where its STATUS gives the same back. */
function both(run: Run): string {
	const ending = endingOf(run, NOW);
	if (ending.kind !== "settle") return "it does not settle";
	const written = lineOf(ending.end);
	const read = lineOf(readSettled(asWritten(ending.status)));
	return read === written
		? written
		: `${ending.status} reads ${read}, and was ${written}`;
}

table("an end, as data and read back from its STATUS", both, {
	done: [ended(0, 12), "done exit 0 signal null (null) 11:59:48 12:00:00 12"],
	"done in no time": [
		ended(0, 0.02),
		"done exit 0 signal null (null) 11:59:59 12:00:00 0.02",
	],
	"done with a code above 128": [
		ended(143, 1, {}, { successExits: [143] }),
		"done exit 143 signal null (null) 11:59:59 12:00:00 1",
	],
	error: [
		ended(3, 200),
		"error exit 3 signal null (null) 11:56:40 12:00:00 200",
	],
	"error after hours": [
		ended(3, 7512),
		"error exit 3 signal null (null) 09:54:48 12:00:00 7512",
	],
	"error at the second attempt, its log cut": [
		ended(255, 1, { end: 1 }, { attempt: 2 }),
		"error exit 255 signal null (null) 11:59:59 12:00:00 1",
	],
	"a signal": [
		ended(137, 1),
		"fail exit null signal KILL (null) 11:59:59 12:00:00 1",
	],
	"a timeout": [
		ended(143, 60, killed("timeout 1m 00s")),
		"fail exit null signal TERM (timeout 1m 00s) 11:59:00 12:00:00 60",
	],
	"killed, and it ended by itself": [
		ended(0, 9, killed("killed by request")),
		"fail exit 0 signal null (killed by request) 11:59:51 12:00:00 9",
	],
	"no feedback": [
		ended(143, 30, killed("no feedback for 30 s")),
		"fail exit null signal TERM (no feedback for 30 s) 11:59:30 12:00:00 30",
	],
	"something is left of it": [
		ended(137, 9, { ...killed("killed by request"), left }),
		"fail exit null signal KILL (killed by request) 11:59:51 12:00:00 9",
	],
	"it left something behind": [
		ended(
			3,
			9,
			{ behind: { uptime: UPTIME, count: 2, named: left } },
			{ attempt: 2 },
		),
		"error exit 3 signal null (null) 11:59:51 12:00:00 9",
	],
	"too long a log": [
		ended(
			0,
			1,
			{
				uow: {
					place: "currently-executing",
					name: "job",
					inode: "1:900",
					size: 1000,
					status: undefined,
				},
			},
			{ maxLog: { bytes: 100, from: 200 } },
		),
		"fail exit 0 signal null (log longer than 100 B) 11:59:59 12:00:00 1",
	],
	"begun at an unknown time": [
		ended(0, 1, {
			fence: { kind: "taken", keeper: undefined, uptime: undefined },
		}),
		"done exit 0 signal null (null) 11:59:59 ? null",
	],
	lost: [
		aRun({ alive: false, child: "none" }),
		"fail exit null signal null (may have run: its keeper ended without recording an exit) 11:59:00 ? null",
	],
	"lost while it was being killed, at the third attempt": [
		aRun({
			alive: false,
			ticket: aTicket({ attempt: 3 }),
			...killed("timeout 1m 00s"),
		}),
		"fail exit null signal null (may have run: timeout 1m 00s; its keeper ended without recording an exit) 11:59:00 ? null",
	],
	"the machine went down": [
		aRun({ alive: false, ticket: aTicket({ boot: "boot-0" }) }),
		"fail exit null signal null (may have run: the machine went down) 11:59:00 ? null",
	],
});

/** Its STATUS does not say when. */
table("an end that never began, read back", readSettled, {
	refused: [
		'FAIL not run: there is no job type "a: exit 3"; the job types are shell',
		{
			outcome: "fail",
			reason:
				'not run: there is no job type "a: exit 3"; the job types are shell',
		},
	],
	"not started": [
		"FAIL not started: its keeper ended before the job began",
		{
			outcome: "fail",
			reason: "not started: its keeper ended before the job began",
		},
	],
	"somebody's own words": ["DONE by hand", { outcome: "done" }],
	"no state": ["done", undefined],
	"not settled": ["RUNNING since 2026-11-22T12:00:00Z", undefined],
});

const ENTRY = entryOf(
	{
		name: 'a\n"b" \u202e',
		id: 17,
		taskName: "x".repeat(600),
		info: ["one"],
		enqueuedAt: NOON,
		attempts: 2,
		feedback: new Map([
			["__proto__", "v"],
			["a", "1"],
		]),
	},
	{ outcome: "done", exit: 0, seconds: 0.1 + 0.2 },
);

test("a line of the history is one line, its values are bounded, and it reads back the same", (t) => {
	const text = entryText(ENTRY);
	t.is(text.indexOf("\n"), text.length - 1);
	t.is(Buffer.byteLength(ENTRY.taskName), 500);
	t.deepEqual(readEntry(text), ENTRY);
	t.is(entryText(readEntry(text) ?? ENTRY), text);
	t.is(ENTRY.seconds, 0.3);
});

table("whether a line is whole", isWholeLine, {
	"a line": [entryText(ENTRY), true],
	"cut short": [entryText(ENTRY).slice(0, -5), false],
	"cut to a number": ["17", false],
	"a list": ["[]", false],
	nothing: ["", false],
});

table("what is no line of a history", (line: string) => readEntry(line), {
	"without a name": ['{"id":1,"outcome":"done"}', undefined],
	"an id that is none": ['{"name":"a","id":"1","outcome":"done"}', undefined],
	"another outcome": ['{"name":"a","id":1,"outcome":"DONE"}', undefined],
	"no JSON": ["name", undefined],
});

test("one that was refused and later ran as the same attempt settled twice", (t) => {
	const at = isoOf(NOON);
	const refused: HistoryEntry = { ...ENTRY, outcome: "fail", endedAt: at };
	const run: HistoryEntry = { ...refused, startedAt: at };
	t.not(settlementOf(refused), settlementOf(run));
	t.is(settlementOf(run), settlementOf({ ...run, name: "moved" }));
});

const values = (...pairs: [string, string][]) => new Map(pairs);

table(
	"the last values as a section, read back from the end of a file",
	(pairs: [string, string][]) => {
		const text = sectionText(values(...pairs));
		const read = readSection(`a log\n==== FEEDBACK\nx :: y\nmore\n${text}`);
		return read === undefined ? text : [...read];
	},
	{
		some: [
			[
				["progress", "80"],
				["step", "a :: b"],
			],
			[
				["progress", "80"],
				["step", "a :: b"],
			],
		],
		"keywords that look like titles and comments": [
			[
				["====X", "1"],
				["#y", "2"],
				["a::b", "3"],
			],
			[
				["====X", "1"],
				["#y", "2"],
				["a::b", "3"],
			],
		],
		none: [[], ""],
	},
);

test("of more values than are kept the first are kept", (t) => {
	const many = Array.from({ length: 100 }, (_, i): [string, string] => [
		`k${i}`,
		"v".repeat(500),
	]);
	const kept = boundedValues(values(...many));
	t.is(kept.size, 65);
	t.true(Buffer.byteLength(sectionText(kept)) < 33 * 1024);
});

/** Runs of one task, each of so many seconds. */
function usual(seconds: readonly number[]) {
	const times = new UsualTimes(
		seconds.map((each) => ({
			...ENTRY,
			taskName: "t",
			seconds: each,
		})),
	);
	return times.of("t");
}

table("what is usual", usual, {
	"too few runs": [[1, 2, 3, 4], undefined],
	"five runs": [[1, 50, 2, 3, 4], { median: 3, p95: 50, runs: 5 }],
	"the last hundred count": [
		[...Array(50).fill(999), ...Array(100).fill(7)],
		{ median: 7, p95: 7, runs: 100 },
	],
	"one in twenty is beyond": [
		[...Array(95).fill(10), ...Array(5).fill(90)],
		{ median: 10, p95: 10, runs: 100 },
	],
});

test("only runs that ended well make what is usual", (t) => {
	const times = new UsualTimes(
		Array.from({ length: 9 }, () => ({ ...ENTRY, outcome: "error" })),
	);
	t.is(times.of(ENTRY.taskName), undefined);
});

table("from which age on a run is slow", slowAfter, {
	"past all but one in twenty": [{ median: 40, p95: 90, runs: 9 }, 90],
	"hardly longer than usual is not slow": [
		{ median: 100, p95: 100.5, runs: 9 },
		110.00000000000001,
	],
	"nobody waits for two seconds": [{ median: 0.1, p95: 0.2, runs: 9 }, 2],
});

const STEADY = { median: 40, p95: 44, runs: 20 };

/** A job that runs for so long, of a task that takes 40 s, with this STATUS. */
const slowness = (seconds: number, status = "RUNNING") => ({
	usual: () => STEADY,
	runs: [
		aRun({
			fence: { kind: "taken", keeper: undefined, uptime: UPTIME - seconds },
			uow: {
				place: "currently-executing",
				name: "job",
				inode: "1:900",
				size: 200,
				status: statusOf(status),
			},
		}),
	],
});
const MARKED = "RUNNING since 2026-11-22T11:59:00Z, slow: past its usual 40 s";

table("what is done about a slow run", decided, {
	"it is within its usual time": [slowness(44), []],
	"past it: once": [slowness(124), [`mark job: ${MARKED}`]],
	"it was said": [slowness(500, MARKED), []],
	"it is silent, too": [
		slowness(124, "SILENT: no feedback since then"),
		[`mark job: ${MARKED}`],
	],
	"nothing is known of its task": [
		{ ...slowness(124), usual: () => undefined },
		[],
	],
	"its STATUS is none of ours": [slowness(124, "DONE by hand"), []],
});

table("when a run that may become slow is looked at again", dueIn, {
	"when it does": [slowness(4), 40],
	"not for that, once it was said": [
		slowness(124, MARKED),
		Number.POSITIVE_INFINITY,
	],
});

test("a slow run is shown with how much longer it takes than usual", (t) => {
	const digest = digestOf(aSnapshot(slowness(124)), DEFAULT_CONFIG);
	t.is(digest.running[0]?.slow, "slow: 3.1× its usual 40 s");
	t.regex(digestText(digest), /running for 2m 04s, slow: 3\.1× its usual 40 s/);
});

test("what it says of a slow run stays in its STATUS when its pulse changes", (t) => {
	const [run = aRun()] = slowness(124, MARKED).runs;
	const ticket = aTicket({
		attempt: 2,
		feedback: { seconds: 30, from: "file" },
	});
	const beat = {
		uptime: UPTIME - 10,
		offset: 0,
		version: "1",
		lookedAt: 0,
		stalledAt: undefined,
	};
	t.deepEqual(
		decided({ usual: () => STEADY, runs: [{ ...run, ticket, beat }] }),
		[
			"mark job: SILENT: no feedback since 2026-11-22T11:59:50Z, limit 30 s, slow: past its usual 40 s, attempt 2",
		],
	);
});

const SHOWN: HistoryEntry = {
	...ENTRY,
	name: "nightly-3",
	endedAt: isoOf(NOON),
	reason: "timeout 5.00 s",
	outcome: "fail",
	exit: null,
	signal: "TERM",
};

table(
	"a request for the history",
	(text: string) => {
		const request = aRequest(text);
		const snapshot = aSnapshot({
			requests: [request],
			history: [{ ...SHOWN, name: "older" }, SHOWN],
		});
		return obey(snapshot, DEFAULT_CONFIG).map((action) =>
			action.kind === "answer" ? action.text : action.kind,
		);
	},
	{
		"the last": [
			"HISTORY 1",
			[
				"take",
				"the last that settled\n2026-11-22T12:00:00Z nightly-3 (id 17): fail timeout 5.00 s: signal TERM after 0.30 s, attempt 2",
			],
		],
		"too many": [
			"HISTORY 1001",
			[
				"take",
				'HISTORY stands alone on its line or before a number from 1 to 1000, found "1001" after it',
			],
		],
		"no number": [
			"HISTORY of nightly",
			[
				"take",
				'HISTORY stands alone on its line or before a number from 1 to 1000, found "of nightly" after it',
			],
		],
		"put aside": ["CLEAR HISTORY", ["take", "clear-history"]],
	},
);

table(
	"how many lines are read for a request",
	(text: string) => mostAsked([aRequest("STATUS"), aRequest(text)]),
	{
		"for HISTORY": ["HISTORY", 10],
		"with a number": ["HISTORY 300 #catq:k3x9q2", 300],
		"for any other": ["LIST", 0],
	},
);
