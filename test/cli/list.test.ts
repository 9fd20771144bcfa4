/** catq list: the table, and what it says of jobs that run and of those that wait. */
import fs from "node:fs";
import test from "ava";
import { stampedHead } from "../../src/text/uow-text.ts";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const listed = (root: TestRoot) =>
	JSON.parse(catq(["--root", root.root, "list", "--json"]).out);

test("list tells of running and waiting UOWs, also when no Monitor runs any more", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop(
		"wait-q",
		"long-1",
		shell("exec sleep 600", "TIMEOUT :: 30m", "INFO 2 :: two\u202e"),
	);
	await until("it runs", () => root.status("currently-executing", "long-1"));
	root.drop("wait-q", "next", shell("true", "AFTER :: nobody", "INFO 1 :: x"));
	root.drop("priority-q", "soon", shell("true"));
	const rows = await until(
		"both wait",
		() => listed(root).uows,
		(seen) =>
			seen.length === 3 &&
			seen.every((row: { id: number | null }) => row.id !== null) &&
			seen[2].status.includes("after nobody"),
	);
	const [long, soon, next] = rows;
	t.like(long, {
		id: 1,
		name: "long-1",
		taskName: "long",
		info1: "",
		info2: "two\u202e",
		place: "currently-executing",
		state: "RUNNING",
		attempt: 1,
		slot: 1,
		timeoutSeconds: 1800,
		feedback: false,
		beatSeconds: null,
		progress: null,
	});
	t.is(fs.readFileSync(`/proc/${long.pid}/comm`, "utf8"), "sleep\n");
	t.like(soon, {
		name: "soon",
		place: "priority-q",
		state: "WAITING",
		pid: null,
	});
	t.like(next, { name: "next", place: "wait-q", info1: "x" });

	await monitor.end("SIGKILL");
	const { code, out, err } = catq(["--root", root.root, "list"]);
	t.is(code, 0);
	t.regex(err, /^catq: no Monitor runs on .*: this is how its files stand\n$/);
	const [titles = "", ...lines] = out.trimEnd().split("\n");
	t.regex(titles, /^ID {2}NAME +TASK +INFO 1 +INFO 2 +PID +STATUS +START/);
	t.is(lines.length, 3);
	t.regex(lines[0] ?? "", /^ 1 {2}long-1 +long +two\\u\{202e\} +\d+ +RUNNING /);
	t.regex(lines[2] ?? "", / WAITING: after nobody/);
	const narrow = catq(["list"], {
		cwd: root.root,
		env: { ...process.env, COLUMNS: "50" },
	}).out;
	t.true(
		narrow.split("\n").every((line) => line.length <= 50),
		narrow,
	);
	t.regex(narrow, /^ 1 {2}long-1 .* RUNNING /m);
	t.regex(catq([], { cwd: root.root }).out, /^ID {2}NAME .*\n 1 {2}long-1 /);
});

test("list shows how far a job is, and how long it may still take", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"a",
		shell(
			"echo '[progress]25' > $UOW_ROOT/feedback/feedback_$UOW_ID.log; sleep 600",
			"FEEDBACK :: 10m",
		),
	);
	const [row] = await until(
		"its progress",
		() => listed(root).uows,
		([seen]) => seen?.progress === 25,
	);
	t.is(row.limitSeconds, 600);
	t.true(row.beatSeconds >= 0 && row.beatSeconds < 60);
	t.true(Math.abs(row.leftSeconds - 3 * row.seconds) < 1);
	t.regex(
		catq(["--root", root.root, "list"]).out,
		/ yes +\d+ s +10m.* \[##--------\] 25% +\d+ s\n/,
	);
});

test("a job that ended while no Monitor looked is told from one that runs", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop(
		"wait-q",
		"a",
		shell("while [ ! -e $UOW_ROOT/go ]; do sleep 0.1; done"),
	);
	await until("it runs", () => listed(root).uows[0]?.state === "RUNNING");
	await monitor.end("SIGKILL");
	fs.writeFileSync(`${root.root}/go`, "");
	const row = await until(
		"its end",
		() => listed(root).uows[0],
		(seen) => seen.state === "ENDED",
	);
	t.is(row.pid, null);
});

test("of very many that wait the first are named, in their order", async (t) => {
	const root = await makeRoot(t);
	const write = (seconds: number, name: string) =>
		fs.writeFileSync(
			`${root.root}/wait-q/${name}`,
			stampedHead(
				{ seconds, ordinal: 0, id: seconds },
				"COMMAND :: true",
				"WAITING",
			),
		);
	for (let i = 1; i <= 200; i += 1) write(1000 - i, `job-${i}`);
	root.drop("wait-q", "new", shell("true"));
	// Just moved back: nothing says yet that it waits.
	fs.writeFileSync(
		root.at("wait-q", "again"),
		stampedHead({ seconds: 1, ordinal: 0, id: 1 }, "COMMAND :: true", "DONE"),
	);
	const { out } = catq(["--root", root.root, "list"]);
	const lines = out.trimEnd().split("\n").slice(1);
	t.regex(lines[0] ?? "", /^ {2}1 {2}again .* not accepted yet /);
	t.regex(lines[1] ?? "", /^800 {2}job-200 /);
	t.regex(lines[49] ?? "", /^848 {2}job-152 /);
	t.is(lines[50], "and 152 more");
});

test("of too many to read the posted status says which are the first", async (t) => {
	const root = await makeRoot(t);
	const head = (id: number) =>
		stampedHead({ seconds: id, ordinal: 0, id }, "COMMAND :: true", "WAITING");
	for (let id = 1; id <= 5001; id += 1)
		fs.writeFileSync(root.at("wait-q", `job-${id}`), head(id));
	const posted = ["job-7", "gone", "job-3"];
	const waiting = posted.map((name) => ({ place: "wait-q", name }));
	fs.writeFileSync(
		`${root.root}/status/status.json`,
		JSON.stringify({ waiting }),
	);
	const { uows, more } = listed(root);
	const names = uows.map(({ name }: { name: string }) => name);
	t.deepEqual([names, more], [["job-7", "job-3"], 4999]);
});

test("bare catq outside of any root is help", (t) => {
	const { code, out, err } = catq([], { cwd: "/" });
	t.is(code, 64);
	t.regex(out + err, /Usage: catq/);
});
