/** Tables: rows in, lines out. */
import test from "ava";
import { meterOf } from "../../src/cli/cells.ts";
import { type Column, tableLines } from "../../src/cli/table.ts";

const COLUMNS: readonly Column[] = [
	{ title: "ID", align: "right" },
	{ title: "NAME", least: 6 },
	{ title: "INFO", least: 4, goes: 2 },
	{ title: "PID", align: "right", goes: 1 },
];
const ROWS = [
	["1", "nightly-backup", "all of it", "4711"],
	["112", "b", "", "5"],
];

const shows = (
	title: string,
	rows: string[][],
	width: number | undefined,
	lines: string[],
) =>
	test(`a table ${title}`, async (t) => {
		t.deepEqual(await tableLines(COLUMNS, rows, width), lines);
	});

shows("is as wide as what stands in it", ROWS, undefined, [
	" ID  NAME            INFO        PID",
	"  1  nightly-backup  all of it  4711",
	"112  b                             5",
]);
shows("shrinks its widest columns first", ROWS, 28, [
	" ID  NAME     INFO       PID",
	"  1  nightl…  all of …  4711",
	"112  b                     5",
]);
shows("then does without the least wanted", ROWS, 20, [
	" ID  NAME        PID",
	"  1  nightly-…  4711",
	"112  b             5",
]);
shows("never has a line that would wrap", ROWS, 8, [
	" ID  NA…",
	"  1  ni…",
	"112  b",
]);
shows("leaves out a column with nothing in it", [["1", "a", "", "5"]], 80, [
	"ID  NAME  PID",
	" 1  a       5",
]);
shows("without rows has no titles", [], 80, []);
shows(
	"counts cells, not characters",
	[
		["1", "日本語の名前", "e\u0301te\u0301", "1"],
		["2", "👨‍👩‍👧", "ete", "2"],
	],
	undefined,
	[
		"ID  NAME          INFO  PID",
		" 1  日本語の名前  e\u0301te\u0301     1",
		" 2  👨‍👩‍👧            ete     2",
	],
);

test("a column that can hardly be read any more is kept, and another goes instead", async (t) => {
	const columns: readonly Column[] = [
		{ title: "NAME", least: 4, fair: 8 },
		{ title: "TASK", least: 4, goes: 1 },
		{ title: "STATUS", least: 4, fair: 12 },
	];
	const rows = [["nightly-backup", "nightly", "WAITING: after import"]];
	const at = (width: number) => tableLines(columns, rows, width);
	t.deepEqual(await at(30), [
		"NAME      TASK    STATUS",
		"nightly…  night…  WAITING: af…",
	]);
	t.deepEqual(await at(24), ["NAME        STATUS", "nightly-b…  WAITING: af…"]);
	t.deepEqual(await at(12), ["NAME   STAT…", "nigh…  WAIT…"]);
});

test("a line of wide characters is never wider than it may be, nor is one of them halved", async (t) => {
	const rows = [["1", "日本語の名前", "長い情報です", "1"]];
	const meter = await meterOf(rows.flat());
	for (let width = 8; width < 40; width += 1)
		for (const line of await tableLines(COLUMNS, rows, width)) {
			t.true(meter(line) <= width, `${width}: ${line}`);
			t.false(line.includes("\ufffd"));
		}
});
