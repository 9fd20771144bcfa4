/** Pictures from the history: what ran when, and how long it took. */
import test from "ava";
import { durations } from "../../src/page/durations.ts";
import { lanesOf, type Span } from "../../src/page/lanes.ts";
import { taskFile } from "../../src/page/names.ts";
import { lengthScale, timeMarks } from "../../src/page/scale.ts";
import { spansOf } from "../../src/page/spans.ts";
import { taskOf, tasksOf } from "../../src/page/tasks.ts";
import { timeline } from "../../src/page/timeline.ts";
import type { HistoryEntry } from "../../src/text/history.ts";
import { isoOf } from "../../src/text/instant.ts";
import { table } from "../helpers/table.ts";
import { NOON } from "../helpers/world.ts";

/** One that began `ago` seconds before noon. */
function ran(
	ago: number,
	seconds: number,
	parts: Partial<HistoryEntry> = {},
): HistoryEntry {
	return {
		name: "nightly-3",
		id: 17,
		taskName: "nightly",
		info1: "",
		info2: "",
		info3: "",
		outcome: "done",
		exit: 0,
		signal: null,
		reason: null,
		enqueuedAt: null,
		startedAt: isoOf(NOON - ago * 1000),
		endedAt: isoOf(NOON - (ago - seconds) * 1000),
		seconds,
		attempts: 1,
		feedback: null,
		...parts,
	};
}

const drawn = (entries: readonly HistoryEntry[], knownFrom = 0) =>
	timeline({ spans: spansOf(entries, [], NOON), knownFrom, now: NOON }).markup;
const counted = (markup: string, piece: RegExp) =>
	[...markup.matchAll(piece)].length;

/** `slot@from-to` to the lane of each, in the order in which they are given. */
function lanes(words: string): string {
	const spans = words.split(" ").map((word): Span & { word: string } => {
		const [, slot, from, to] = /^(?:(\d)@)?(\d+)-(\d+)$/.exec(word) ?? [];
		const own = slot === undefined ? {} : { slot: Number(slot) };
		return { word, from: Number(from), to: Number(to), ...own };
	});
	const { placed, count, left } = lanesOf(spans, 4);
	const where = spans.map(
		(span) => placed.find((one) => one.span === span)?.lane ?? "-",
	);
	return `${where.join("")} of ${count}${left === 0 ? "" : `, ${left} left`}`;
}

table("lanes in which no two runs overlap", lanes, {
	"one after the other": ["0-1 1-2 2-3", "000 of 1"],
	"two at once": ["0-5 1-2 3-4", "011 of 2"],
	"of no length, at the same moment": ["5-5 5-5", "00 of 1"],
	"what runs is in the lane of its slot": ["2@5-9 0-4 3-8", "110 of 2"],
	"others go before it": ["2@5-9 1@6-9 0-5 0-4", "1001 of 2"],
	"as few as can be": ["0-3 1-6 4-7 6-9 8-9", "01010 of 2"],
	"no more than there is room for": [
		"0-9 0-9 0-9 0-9 0-9",
		"0123- of 4, 1 left",
	],
	"a slot that has no room": ["9@5-9 0-1", "-0 of 1, 1 left"],
});

table(
	"moments that are written below a picture",
	([from, to]: readonly [string, string]) =>
		timeMarks(Date.parse(from), Date.parse(to)).map(({ text }) => text),
	{
		"a minute": [
			["2026-11-22T11:59:30Z", "2026-11-22T12:00:30Z"],
			[
				"11:59:30",
				"11:59:40",
				"11:59:50",
				"12:00:00",
				"12:00:10",
				"12:00:20",
				"12:00:30",
			],
		],
		"some hours": [
			["2026-11-22T08:20:00Z", "2026-11-22T13:20:00Z"],
			["09:00", "10:00", "11:00", "12:00", "13:00"],
		],
		midnight: [
			["2026-11-21T20:00:00Z", "2026-11-22T02:00:00Z"],
			["20:00", "21:00", "22:00", "23:00", "11-22", "01:00", "02:00"],
		],
		years: [
			["2000-01-01T00:00:00Z", "2026-01-01T00:00:00Z"],
			["2004-12", "2009-12", "2014-12", "2019-12", "2024-12"],
		],
		"no time at all": [
			["2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"],
			["12:00:00"],
		],
	},
);

table(
	"lengths that are written beside a picture",
	(lengths: readonly number[]) => {
		const { marks, isLog, shareOf } = lengthScale(lengths);
		const isWithin = lengths.every(
			(one) => shareOf(one) >= 0 && shareOf(one) <= 1,
		);
		return `${isLog ? "log" : "even"} ${marks.map(({ text }) => text).join(" ")}${isWithin ? "" : ", beyond"}`;
	},
	{
		seconds: [[3, 9.5], "even 2 s 4 s 6 s 8 s 10 s"],
		hours: [[3600, 7000], "even 30m 1h 1.5h 2h"],
		"far apart": [[0.02, 5, 4000], "log 0.02 s 0.5 s 10 s 2m 30m"],
		"nothing took any time": [[0, 0], "even 0.01 s"],
		years: [[1.1e8], "even 365d 730d 1095d"],
	},
);

test("a run that is short shares its bar with those beside it, and the worst of them gives it its colour", (t) => {
	const many = Array.from({ length: 300 }, (_, i) =>
		ran(3000 + i, 1, i === 7 ? { outcome: "fail", exit: 1 } : {}),
	);
	const markup = drawn(many);
	t.true(counted(markup, /<rect/g) < 40);
	t.is(counted(markup, /class="bar fail"/g), 1);
	t.regex(markup, /<title>\d+ runs: \d+ done, 1 fail, 2026-11-22 11:/);
	t.regex(markup, /299 done/);
});

test("the picture goes as far back as there is something, and not before what is known", (t) => {
	t.regex(drawn([ran(60, 5)]), /The last 15 minutes/);
	t.regex(drawn([ran(60, 5), ran(5 * 3600, 5)]), /The last 6 hours/);
	t.regex(drawn([ran(60, 5), ran(90 * 86_400, 5)]), /The last 15 minutes/);
	t.regex(
		drawn([ran(60, 5), ran(5 * 3600, 5)], NOON - 2 * 3_600_000),
		/The last hour/,
	);
	t.regex(drawn([]), /Nothing ran/);
});

test("a run that nobody knows the beginning of, or that begins later than now, is not drawn", (t) => {
	const odd = [
		ran(60, 5, { startedAt: null }),
		ran(60, 5, { startedAt: "soon" }),
		ran(-60, 5),
	];
	t.regex(drawn(odd), /Nothing ran/);
	t.regex(drawn([...odd, ran(60, 5, { endedAt: "later" })]), /1 done/);
	// Its clock went back.
	t.regex(drawn([ran(60, -500)]), /1 done/);
});

test("what has just settled is drawn once, as it settled", (t) => {
	const line = {
		...{ name: "nightly-3", id: 17, slot: 2, attempt: 1, state: "ended" },
		...{ startedAt: isoOf(NOON - 60_000), seconds: 60, timeoutSeconds: null },
		...{ pulse: null, beatSeconds: null, limitSeconds: null, slow: null },
	};
	const states = (attempts: number) =>
		spansOf([ran(60, 60, { attempts })], [line], NOON).map(
			({ state, slot }) => [state, slot],
		);
	t.deepEqual(states(1), [["done", undefined]]);
	t.deepEqual(states(2), [
		["running", 2],
		["done", undefined],
	]);
});

test("pictures are bounded, whatever the history holds", (t) => {
	const crowd = Array.from({ length: 5000 }, (_, i) =>
		ran(50, 50, { id: i, name: "x".repeat(600), reason: "y".repeat(600) }),
	);
	const markup = drawn(crowd);
	t.regex(markup, /4,976 runs found no lane here/);
	const short = Array.from({ length: 5000 }, (_, i) =>
		ran((i % 50) + 1 + (i % 7), 1 + (i % 7), { id: i, name: "x".repeat(600) }),
	);
	t.true(drawn(short).length < 1_500_000);
	const plot = durations(taskOf("nightly", short), false).markup;
	t.is(counted(plot, /<circle/g), 400);
	const small = durations(taskOf("x", short), true).markup;
	t.is(counted(small, /<circle/g), 50);
	const heights = [...small.matchAll(/cy="([\d.]+)"/g)].map(([, y]) =>
		Number(y),
	);
	t.true(Math.max(...heights) <= 35, "a point is seen whole");
});

test("each outcome has a colour and a shape in the plot, and half of those done lie below the line", (t) => {
	const { markup } = durations(
		taskOf("nightly", [
			ran(10, 3),
			ran(20, 2, { outcome: "error", exit: 3 }),
			ran(30, 1, { outcome: "fail", signal: "TERM", exit: null }),
			ran(40, 7),
			ran(50, 4),
		]),
		false,
	);
	t.is(counted(markup, /<circle class="point done"/g), 3);
	t.is(counted(markup, /<rect class="point error"/g), 1);
	t.is(counted(markup, /<path class="point fail"/g), 1);
	t.regex(markup, /done took 4\.00 s or less/);
	t.regex(markup, /nightly-3 \(id 17\): error exit 3 after 2\.00 s/);
});

test("tasks come by how often they ran, each with its median and what went wrong", (t) => {
	const tasks = tasksOf([
		ran(10, 1, { taskName: "rare" }),
		ran(20, 5),
		ran(30, 9, { outcome: "error" }),
		ran(40, 3),
	]);
	t.deepEqual(
		tasks.map(({ name, counts, median, entries: [last] }) => [
			name,
			counts,
			median,
			last?.seconds,
		]),
		[
			["nightly", { done: 2, error: 1, fail: 0 }, 3, 5],
			["rare", { done: 1, error: 0, fail: 0 }, 1, 1],
		],
	);
});

table("the address of a task", taskFile, {
	"a plain name": ["nightly", "task.html?name=nightly"],
	markup: [`"><a b`, "task.html?name=%22%3E%3Ca+b"],
	"a way out": ["../x?y#z", "task.html?name=..%2Fx%3Fy%23z"],
	"half a character": ["\ud83d", "task.html?name=%EF%BF%BD"],
});
