import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, uow } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test("what is no UOW goes to trash with a note and a notice that name the line and the remedy", async (t) => {
	const root = await makeRoot(t, "settle seconds :: 0.2\n");
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"bad",
		"==== UNIT OF WORK\nCOMMAND make all\nTIMEOUT :: 5x\n",
	);
	await until("in trash", () => root.text("trash", "bad"));
	t.regex(
		root.text("trash", "bad.why") ?? "",
		/^wait-q\/bad came here \S+:\nline 2: expected NAME :: CONTENT, found "COMMAND make all"\n/,
	);
	await until("said", () =>
		/wait-q\/bad moved to trash\/bad:\n {4}line 2: expected NAME :: CONTENT/.test(
			root.said(),
		),
	);
	t.is(
		root.text("trash", "bad"),
		"==== UNIT OF WORK\nCOMMAND make all\nTIMEOUT :: 5x\n",
	);
	root.drop("wait-q", "bad", uow("COMMAND :: true", "TIMEOUT :: 5x"));
	await until("a second of that name beside it", () =>
		root.text("trash", "bad.2"),
	);
	t.regex(
		root.text("trash", "bad.2.why") ?? "",
		/line 3: TIMEOUT: expected a length of time such as 90s/,
	);
	t.deepEqual(root.names("trash").sort(), [
		"bad",
		"bad.2",
		"bad.2.why",
		"bad.why",
	]);
});

test("links, FIFOs, folders and devices go to trash unopened, and a good UOW beside them runs", async (t) => {
	const root = await makeRoot(t);
	const queue = root.folder("wait-q");
	const victim = path.join(root.root, "victim");
	fs.writeFileSync(victim, uow("COMMAND :: echo stolen"));
	fs.symlinkSync(victim, path.join(queue, "link"));
	fs.symlinkSync("nowhere", path.join(queue, "dangling"));
	fs.mkdirSync(path.join(queue, "folder"));
	execFileSync("mkfifo", [path.join(queue, "fifo")]);
	root.drop("wait-q", "good", shell("echo good"));
	await startMonitor(t, root);
	await until("good done", () => root.text("done-q", "good"));
	await until(
		"all in trash",
		() =>
			root
				.names("trash")
				.filter((name) => !name.endsWith(".why"))
				.sort(),
		(seen) => seen.length === 4,
	);
	t.is(fs.readFileSync(victim, "utf8"), uow("COMMAND :: echo stolen"));
	t.regex(
		root.text("trash", "fifo.why") ?? "",
		/it is a FIFO; a Unit of Work is a text file/,
	);
});

test("a name that is not UTF-8 goes to trash under a name that everybody can type", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const raw = Buffer.concat([
		Buffer.from(`${root.folder("wait-q")}/r`),
		Buffer.from([0xe9]),
		Buffer.from("s"),
	]);
	fs.writeFileSync(raw, shell("true"));
	await until("in trash", () => root.text("trash", "r%E9s"));
	t.true(fs.existsSync(path.join(root.folder("trash"), "r%E9s")));
});

test("of several READMEs the newest stays, and none is run", async (t) => {
	const root = await makeRoot(t);
	const queue = root.folder("wait-q");
	fs.rmSync(path.join(queue, "README"), { force: true });
	for (const [name, time] of [
		["README", 100],
		["README.md", 300],
		["README.txt", 200],
	] as const) {
		fs.writeFileSync(path.join(queue, name), shell("true"));
		fs.utimesSync(path.join(queue, name), time, time);
	}
	await startMonitor(t, root);
	await until(
		"two in trash",
		() =>
			fs
				.readdirSync(root.folder("trash"))
				.filter(
					(name) =>
						/^wait-q-README(\.txt)?$/.test(name) &&
						fs
							.readFileSync(path.join(root.folder("trash"), name), "utf8")
							.startsWith("===="),
				).length,
		(count) => count === 2,
	);
	t.deepEqual(fs.readdirSync(queue), ["README.md"]);
	t.deepEqual(root.names("done-q"), []);
});

test("unfinished files are never touched", async (t) => {
	const root = await makeRoot(
		t,
		"give up seconds :: 1\nsettle seconds :: 0.1\n",
	);
	const names = [
		".hidden",
		"#auto#",
		"draft~",
		"x.tmp",
		"x.part",
		"x.swp",
		"x.filepart",
	];
	for (const name of names) root.drop("wait-q", name, "half");
	await startMonitor(t, root);
	root.drop("wait-q", "bad", "half");
	await until("the other file given up", () => root.text("trash", "bad"));
	t.deepEqual(root.names("wait-q").sort(), [...names].sort());
});

test("a UOW that the configuration does not allow goes to fail-q, not run, with the reason", async (t) => {
	const root = await makeRoot(
		t,
		"shell jobs :: no\n==== JOB TYPE greet\nWORDS :: echo hello {WHO}\nREQUIRED :: WHO\nPATTERN WHO :: [a-z]+\n",
	);
	await startMonitor(t, root);
	root.drop("wait-q", "shell", shell("touch /should-not-be"));
	root.drop("wait-q", "unknown", uow("JOB TYPE :: nope"));
	root.drop("wait-q", "missing", uow("JOB TYPE :: greet"));
	root.drop("wait-q", "wrong", uow("JOB TYPE :: greet", "WHO :: a; rm -rf /"));
	root.drop("wait-q", "right", uow("JOB TYPE :: greet", "WHO :: world"));
	await until(
		"all settled",
		() => root.names("fail-q").length + root.names("done-q").length,
		(count) => count === 5,
	);
	t.regex(
		root.status("fail-q", "shell") ?? "",
		/^FAIL not run: this queue runs no shell commands/,
	);
	t.regex(
		root.status("fail-q", "unknown") ?? "",
		/^FAIL not run: there is no job type "nope"; the job types are greet/,
	);
	t.is(
		root.status("fail-q", "missing"),
		"FAIL not run: job type greet needs WHO",
	);
	t.regex(
		root.status("fail-q", "wrong") ?? "",
		/^FAIL not run: line 5: WHO must match \[a-z\]\+, found "a; rm -rf \/"/,
	);
	t.is(root.log("done-q", "right"), "hello world\n");
});

test("a second README in trash is renamed there once, and that is all", async (t) => {
	const root = await makeRoot(t);
	fs.writeFileSync(path.join(root.folder("trash"), "README.md"), "newer");
	await startMonitor(t, root);
	root.drop("wait-q", "one", shell("true"));
	await until("renamed", () =>
		fs.existsSync(path.join(root.folder("trash"), "trash-README")),
	);
	await until("one done", () => root.text("done-q", "one"));
	root.drop("wait-q", "two", shell("true"));
	await until("two done", () => root.text("done-q", "two"));
	t.deepEqual(fs.readdirSync(root.folder("trash")).sort(), [
		"README.md",
		"trash-README",
		"trash-README.why",
	]);
});

test("a file that cannot be replaced is complained of once and hinders no other", async (t) => {
	const root = await makeRoot(t);
	const file = path.join(root.folder("wait-q"), "immutable");
	root.drop("wait-q", "immutable", shell("true"));
	const made = spawnSync("chattr", ["+i", file]);
	if (made.status !== 0)
		return t.log("skipped: no right to make a file immutable here");
	t.teardown(() => spawnSync("chattr", ["-i", file]));
	await startMonitor(t, root);
	for (const name of ["one", "two"]) {
		root.drop("wait-q", name, shell("true"));
		await until(`${name} done`, () => root.text("done-q", name));
	}
	t.is(root.said().match(/cannot stamp wait-q\/immutable/g)?.length, 1);
	t.deepEqual(
		fs
			.readdirSync(root.folder("run"))
			.filter((name) => name.startsWith("stamp-")),
		[],
	);
	spawnSync("chattr", ["-i", file]);
	root.drop("wait-q", "three", shell("true"));
	await until("it runs once it may", () => root.text("done-q", "immutable"));
});

test("a bad file with the longest name there can be goes to trash like any other", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	for (const length of [247, 250, 255])
		root.drop(
			"wait-q",
			String.fromCharCode(97 + (length % 26)).repeat(length),
			uow("COMMAND true"),
		);
	root.drop("wait-q", "good", shell("true"));
	await until(
		"all three in trash",
		() => root.names("trash").length,
		(count) => count === 6,
	);
	await until("the good one done", () => root.text("done-q", "good"));
});

test("as an ordinary user: neither a read-only UOW nor a job that takes its file's rights away stops the queue", async (t) => {
	if (process.getuid?.() !== 0)
		return t.log("skipped: root is needed to become an ordinary user");
	const root = await makeRoot(t);
	fs.chmodSync(path.dirname(root.root), 0o755);
	spawnSync("chown", ["-R", "65534:65534", root.root]);
	const monitor = await startMonitor(t, root, { uid: 65534 });
	root.drop("wait-q", "readonly", shell("true"));
	fs.chownSync(path.join(root.folder("wait-q"), "readonly"), 65534, 65534);
	fs.chmodSync(path.join(root.folder("wait-q"), "readonly"), 0o444);
	await until("readonly done", () => root.text("done-q", "readonly"));
	root.drop(
		"wait-q",
		"sealed",
		shell('chmod 000 "$UOW_FILE"; sleep 0.3; id -u'),
	);
	await until("sealed done", () => root.text("done-q", "sealed"));
	t.is(root.log("done-q", "sealed"), "65534\n");
	t.is(monitor.child.exitCode, null);
});
