import test from "ava";
import { median, quantile, short, spread, table } from "./figures.ts";

test("a bench prints the middle of its samples, and the least and most of them", (t) => {
	t.is(median([5, 1, 3]), 3);
	t.is(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95), 10);
	t.is(spread([5, 1, 3]), "3.00 (1.00–5.00)");
	t.is(spread([]), "-");
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
