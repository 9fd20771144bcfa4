/** catq history, on a file, without a Monitor; and what catq verify says of it. */
import fs from "node:fs";
import test from "ava";
import { entryOf, entryText } from "../../src/text/history.ts";
import { catq } from "../helpers/daemon.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";

const HOUR = 3_600_000;

/** A line of a UOW that ended so many hours ago. */
function line(
	id: number,
	hours: number,
	parts: { task?: string; outcome?: "done" | "error"; name?: string } = {},
): string {
	const { task = "nightly", outcome = "done", name = `${task}-${id}` } = parts;
	const endedAt = Date.now() - hours * HOUR;
	return entryText(
		entryOf(
			{
				name,
				id,
				taskName: task,
				info: ["of web1"],
				enqueuedAt: endedAt - HOUR,
				attempts: 1,
				feedback: undefined,
			},
			{
				outcome,
				exit: outcome === "done" ? 0 : 3,
				startedAt: endedAt - 40_000,
				endedAt,
				seconds: 40,
			},
		),
	);
}

const write = (root: TestRoot, ...lines: string[]) =>
	fs.writeFileSync(root.history, lines.join(""), { mode: 0o640 });

const history = (root: TestRoot, ...args: string[]) =>
	catq(["--root", root.root, "history", ...args], {
		env: { ...process.env, COLUMNS: "100" },
	});

const idsOf = (out: string) =>
	out
		.split("\n")
		.filter((text) => text !== "")
		.map((text) => JSON.parse(text).id);

test("the last twenty stand in a table, the newest last, whatever stands between them", async (t) => {
	const root = await makeRoot(t);
	const lines = Array.from({ length: 30 }, (_, i) => line(i + 1, 30 - i));
	write(root, ...lines, "no line of JSON\n", line(31, 0, { outcome: "error" }));
	const run = history(root);
	t.is(run.code, 0, run.err);
	const rows = run.out.trimEnd().split("\n");
	t.is(rows.length, 21);
	t.regex(rows[0] ?? "", /^ENDED +ID +NAME +TASK +OUTCOME +HOW +DURATION/);
	t.regex(rows[1] ?? "", / 12 +nightly-12 +nightly +done +exit 0 +40\.0 s/);
	t.regex(rows[20] ?? "", / 31 +nightly-31 +nightly +error +exit 3 /);
	t.true(rows.every((row) => row.length <= 100));
});

test("--json prints the lines as they are, and each option picks some of them", async (t) => {
	const root = await makeRoot(t);
	const lines = [
		line(1, 72, { outcome: "error" }),
		line(2, 50),
		line(3, 40, { task: "import" }),
		line(4, 2, { outcome: "error" }),
		line(5, 1, { task: "import" }),
	];
	write(root, ...lines);
	t.is(history(root, "--json").out, lines.join(""));
	const picked = (...args: string[]) =>
		idsOf(history(root, "--json", ...args).out);
	t.deepEqual(picked("--task-name", "import"), [3, 5]);
	t.deepEqual(picked("--outcome", "error"), [1, 4]);
	t.deepEqual(picked("--since", "2d"), [3, 4, 5]);
	t.deepEqual(picked("--since", "2d", "-n", "2"), [4, 5]);
	t.deepEqual(
		picked("--since", new Date(Date.now() - 90 * 60_000).toISOString()),
		[5],
	);
	t.deepEqual(picked("--task-name", "nightly", "--outcome", "done"), [2]);
});

test("what an option cannot be is said, and an empty history is none of that", async (t) => {
	const root = await makeRoot(t);
	for (const args of [
		["--outcome", "DONE"],
		["--since", "yesterday"],
		["-n", "0"],
	])
		t.is(history(root, ...args).code, 64, args.join(" "));
	const none = history(root);
	t.is(none.code, 0);
	t.regex(none.err, /the history has none of these/);
	fs.mkdirSync(root.history);
	t.is(history(root).code, 65);
});

test("verify finds a line that is no JSON, and says how to mend it; a last one that is cut is only noted", async (t) => {
	const root = await makeRoot(t);
	const verify = () => catq(["--root", root.root, "verify"]);
	write(root, line(1, 1), line(2, 1));
	t.regex(
		verify().out,
		/^ok {4}the history is whole lines of JSON: history\.jsonl, 2 lines$/m,
	);
	write(root, line(1, 1), "what?\n", line(2, 1), '{"name":"cut');
	const run = verify();
	t.is(run.code, 65);
	t.regex(
		run.out,
		/WRONG history\.jsonl: line 2 is no JSON: "what\?"; mend or remove that line, or .*catq history --rebuild/,
	);
	t.regex(run.out, /note {2}history\.jsonl: its last line is cut short/);
	fs.unlinkSync(root.history);
	fs.symlinkSync("/etc/hostname", root.history);
	t.regex(
		verify().out,
		/WRONG history\.jsonl: it is no regular file; .*move it away/,
	);
});
