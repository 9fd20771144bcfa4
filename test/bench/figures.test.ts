import test from "ava";
import {
	everyMoment,
	median,
	paired,
	quantile,
	short,
	spread,
	table,
} from "./figures.ts";
import { TARGETS } from "./targets.ts";
import { verdictOn, verdicts } from "./verdicts.ts";

test("a bench prints the middle of its samples, and the least and most of them", (t) => {
	t.is(median([5, 1, 3]), 3);
	t.is(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95), 10);
	t.is(spread([5, 1, 3]), "3.00 (1.00–5.00)");
	t.is(spread([]), "-");
	t.is(spread([Number.NaN, Number.NaN]), "-");
});

test("a bench prints three digits that count", (t) => {
	t.deepEqual([0, 0.01234, 1.234, 12.34, 123.4, 1234].map(short), [
		"0",
		"0.012",
		"1.23",
		"12.3",
		"123",
		"1234",
	]);
});

test("a bench prints its tables as Markdown", (t) => {
	t.deepEqual(table(["", "ms"], [["catq", "1"]]), [
		"|      | ms  |",
		"| ---- | --- |",
		"| catq | 1   |",
	]);
});

test("a bench holds each sample against the one of the same round", (t) => {
	t.deepEqual(paired([2, 9], [1, 3]), [2, 3]);
	t.true(Number.isNaN(median(paired([2], []))));
});

test("a loop that was held up once was held up for every moment of it", (t) => {
	t.deepEqual(everyMoment([0.5, 5], 2), [0.5, 5, 3, 1]);
});

test("a figure is held against what is needed and what is aimed at, from its better side", (t) => {
	const more = TARGETS["drain 1 tsp"];
	const less = TARGETS.lag;
	t.deepEqual(
		[0.44, 0.45, 0.7, undefined].map((value) => verdictOn(more, value)),
		["not met", "met", "aim met", "not measured"],
	);
	t.deepEqual(
		[10.1, 10, 3, Number.NaN].map((value) => verdictOn(less, value)),
		["not met", "met", "aim met", "not measured"],
	);
	const found = new Map([["lag", 4]] as const);
	t.regex(
		verdicts(found, "measured")[2] ?? "",
		/4.00 ms +\| ≤ 10 +\| ≤ 3 +\| met/,
	);
	t.is(verdicts(found, "all").length, 2 + Object.keys(TARGETS).length);
});
