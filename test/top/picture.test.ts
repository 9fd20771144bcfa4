/** The live screen as text, at any size. */
import test from "ava";
import stringWidth from "string-width";
import { brushOf, noPaint, type Paint } from "../../src/cli/colour.ts";
import { helpPicture, logPicture } from "../../src/top/log-picture.ts";
import type { Model } from "../../src/top/model.ts";
import { listPicture } from "../../src/top/picture.ts";
import { press } from "../../src/top/press.ts";
import { FIRST_VIEW, pinned } from "../../src/top/view.ts";
import { aModel, anEnded, aRow, aRunning } from "./builders.ts";

const PLAIN = brushOf(noPaint);
const NO_LOG = { lines: 0, height: 1 };

async function shown(
	model: Model,
	columns: number,
	rows: number,
	...keys: string[]
): Promise<string[]> {
	let view = pinned(FIRST_VIEW, model);
	for (const key of keys) view = press(view, key, model, NO_LOG).view;
	const lines = await listPicture(model, view, { columns, rows }, PLAIN);
	return lines.map((line) => line.trimEnd());
}

const BUSY = aModel({
	running: [
		aRunning("nightly-12", {
			id: 4,
			taskName: "nightly",
			timeoutSeconds: 1800,
			beatSeconds: 4,
			limitSeconds: 30,
			progress: 40,
			leftSeconds: 60,
		}),
		aRunning("import", {
			id: 7,
			slot: 2,
			state: "STALLED",
			beatSeconds: 25,
			limitSeconds: 40,
		}),
	],
	waiting: [
		aRow("soon", { id: 9, place: "priority-q" }),
		aRow("report", { id: 8, status: "WAITING: after import, which runs" }),
	],
	more: 1110,
	ended: [anEnded("bad", { id: 3 })],
	notices: [{ at: "2026-11-22T11:59:00Z", text: "HOLD x: x is held" }],
});

test("a screen of 80 x 16 shows slots, the queue in its order, what ended, what was said, and the keys", async (t) => {
	t.deepEqual(await shown(BUSY, 80, 16, "j", "h"), [
		"running, 2 of 2 slots taken",
		"priority-q 0  wait-q 1  done-q 1,204  error-q 1",
		"2026-11-22 12:00:00Z  /srv/queue",
		"  ID  RUNNING     STATE    PROGRESS            LEFT         TIME  BEAT  LIMIT",
		"   4  nightly-12  RUNNING  [####------] 40%  1m 00s  40 s of 30m   4 s   30 s",
		">  7  import      STALLED                                   40 s  25 s   40 s",
		"  TURN  ID  WAITING 1,112  QUEUE       STATUS",
		"     1   9  soon           priority-q  WAITING",
		"     2   8  report         wait-q      WAITING: after import, which runs",
		"  AT         ID  ENDED  OUTCOME  HOW       TIME",
		"  11:59:00Z   3  bad    error    exit 3  2.00 s",
		"  SAID",
		"  11:59:00Z  HOLD x: x is held",
		"",
		"import runs; x ends it",
		"q quit  ? help  Enter log  x kill  h hold  r retry/release  u up  p pause/resume",
	]);
});

test("the smallest screen shows what runs; what is selected is always seen", async (t) => {
	t.deepEqual(await shown(BUSY, 20, 5), [
		"running, 2 of 2 slo…",
		"  ID  RUNNING   STA…",
		">  4  nightly…  RUN…",
		"   7  import    STA…",
		"q quit  ? help",
	]);
	t.deepEqual((await shown(BUSY, 20, 5, "end")).slice(1, 4), [
		"  ID  ENDED  OUTCOME",
		">  3  bad    error",
		"",
	]);
	t.deepEqual(await shown(BUSY, 1, 1), ["…"]);
	const question = await shown(BUSY, 50, 5, "x");
	t.is(question[4], "end nightly-12 (id 4)? It goes to fail-q. y/n");
});

test("no line is wider than the screen, whatever its size", async (t) => {
	const name = "仕事の名前e\u0301\u{1f469}\u200d\u{1f4bb}";
	const model = aModel({
		...BUSY,
		running: [aRunning(name), ...BUSY.running],
		waiting: [aRow(name, { status: `WAITING: after ${name}, which runs` })],
		notices: [{ at: "2026-11-22T11:59:00Z", text: name.repeat(9) }],
	});
	for (const columns of [1, 7, 8, 20, 41, 80, 200])
		for (const rows of [1, 5, 8, 24]) {
			const lines = await listPicture(
				model,
				pinned(FIRST_VIEW, model),
				{ columns, rows },
				PLAIN,
			);
			t.is(lines.length, rows);
			const wide = lines.find((line) => stringWidth(line) > columns);
			t.is(wide, undefined, `${columns} x ${rows}`);
		}
});

test("a table scrolls with what is selected", async (t) => {
	const waiting = Array.from({ length: 50 }, (_, i) =>
		aRow(`job-${i + 1}`, { id: i + 1 }),
	);
	const lines = await shown(
		aModel({ waiting }),
		60,
		12,
		...Array(30).fill("j"),
	);
	const at = lines.findIndex((line) => line.startsWith("> "));
	t.is(lines[at], ">   31  31  job-31      wait-q  WAITING");
	t.true((lines[at + 1] ?? "").includes("job-32"));
	t.true((lines[at - 1] ?? "").includes("job-30"));
});

test("an empty root, and one without a Monitor, say so", async (t) => {
	const lines = await shown(aModel({ monitor: false, mode: "paused" }), 60, 12);
	t.is(lines[0], "no Monitor runs, paused, 0 of 2 slots taken");
	t.deepEqual(lines.slice(3, 7), [
		"  RUNNING",
		"  nothing runs",
		"  WAITING 0",
		"  nothing waits",
	]);
	t.is(
		(await shown(aModel({ notReady: "no\u001b[31m disk" }), 60, 12))[0],
		"running, 0 of 2 slots taken, not ready: no disk",
	);
});

test("names and notices cannot act on the terminal", async (t) => {
	const evil = "a\u001b]0;x\u0007\u202e\nb";
	const model = aModel({
		running: [aRunning(evil)],
		waiting: [aRow(evil, { status: evil })],
		ended: [anEnded(evil, { reason: evil })],
		notices: [{ at: evil, text: evil }],
	});
	for (const key of ["h", "x"]) {
		const lines = await shown(model, 120, 20, key);
		t.false(lines.some((line) => /[\p{Cc}\u202e]/u.test(line)));
	}
});

test("states have colours, and the selected line none but its own", async (t) => {
	const red: Paint = (text) => `<${text}>`;
	const lines = await listPicture(
		BUSY,
		pinned(FIRST_VIEW, BUSY),
		{ columns: 80, rows: 24 },
		brushOf(red),
	);
	const ofName = (name: string) => lines.find((line) => line.includes(name));
	t.true(ofName("nightly-12")?.startsWith("\u001b[7m> "));
	t.false(ofName("nightly-12")?.includes("<"));
	t.true(ofName("import ")?.includes("<STALLED>"));
});

test("a log shows its end, or where somebody reads, and how much of it is shown", async (t) => {
	const lines = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`);
	const log = { name: "a", status: "done-q: DONE exit 0", text: "", cut: 0 };
	const size = { columns: 60, rows: 5 };
	t.deepEqual(await logPicture(log, lines, undefined, size, PLAIN), [
		"a  done-q: DONE exit 0",
		"line 28",
		"line 29",
		"line 30",
		"following  q back  F follow  PgUp up  PgDn down",
	]);
	const cut = { ...log, text: "x".repeat(2048), cut: 9 };
	const [, first, , , foot] = await logPicture(cut, lines, 4, size, PLAIN);
	t.is(first, "line 5");
	t.is(foot, "5-7 of 30 (its last 2 KB)  q back  F follow  PgUp up");
	t.is((await logPicture(log, [], undefined, size, PLAIN)).length, 5);
});

test("help fits every screen", (t) => {
	for (const rows of [1, 5, 24, 60])
		t.is(helpPicture({ columns: 30, rows }, PLAIN).length, rows);
	t.true(
		helpPicture({ columns: 80, rows: 24 }, PLAIN)[4]?.startsWith(
			"  x      end the job that is selected",
		),
	);
});
