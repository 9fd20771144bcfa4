/** The history: a line for each UOW that settled, and the last feedback values with both. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import test from "ava";
import { type HistoryEntry, readEntry } from "../../src/text/history.ts";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot, uow } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const linesOf = (root: TestRoot): string[] =>
	fs.existsSync(root.history)
		? fs.readFileSync(root.history, "utf8").split("\n").slice(0, -1)
		: [];

const entriesOf = (root: TestRoot): HistoryEntry[] =>
	linesOf(root).map((line) => {
		const entry = readEntry(line);
		if (entry === undefined) throw new Error(`no entry: ${line}`);
		return entry;
	});

const written = (root: TestRoot, count: number) =>
	until(
		`${count} lines`,
		() => entriesOf(root),
		(entries) => entries.length >= count,
	);

test("each way to settle writes one line: done, error, fail, refused, and a retried one only at its end", async (t) => {
	const root = await makeRoot(t, "slots :: 4\n");
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"nightly-3",
		shell("exit 0", "INFO 1 :: of web1", "INFO 3 :: weekly"),
	);
	root.drop("wait-q", "bad", shell("exit 3", "TASK NAME :: import"));
	root.drop("wait-q", "shot", shell("kill -9 $$"));
	root.drop("wait-q", "odd", uow("JOB TYPE :: none"));
	root.drop(
		"wait-q",
		"again",
		shell("[ $UOW_ATTEMPT = 2 ]", "RETRIES :: 3 every 0s"),
	);
	const entries = await written(root, 5);
	const of = (name: string) => entries.find((entry) => entry.name === name);
	t.like(of("nightly-3"), {
		taskName: "nightly",
		info1: "of web1",
		info2: "",
		info3: "weekly",
		outcome: "done",
		exit: 0,
		signal: null,
		reason: null,
		attempts: 1,
		feedback: null,
	});
	t.like(of("bad"), { taskName: "import", outcome: "error", exit: 3 });
	t.like(of("shot"), { outcome: "fail", exit: null, signal: "KILL" });
	t.like(of("odd"), {
		outcome: "fail",
		reason: 'not run: there is no job type "none"; the job types are shell',
		startedAt: null,
		seconds: null,
	});
	t.like(of("again"), { outcome: "done", attempts: 2 });
	const keys = Object.keys(JSON.parse(linesOf(root)[0] ?? ""));
	t.deepEqual(
		keys.join(" "),
		"name id taskName info1 info2 info3 outcome exit signal reason enqueuedAt startedAt endedAt seconds attempts feedback",
	);
	t.is(fs.statSync(root.history).mode & 0o777, 0o640);
});

test("the last feedback values of a job are kept below its log and in its line", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"reporter",
		shell(
			"printf '[info]x\\n[step]one :: two\\n[info]\\n[progress]80\\n' >> $UOW_FEEDBACK; printf no-newline",
			"FEEDBACK :: 1m",
		),
	);
	root.drop("wait-q", "silent", shell("echo out", "FEEDBACK :: 1m"));
	const entries = await written(root, 2);
	t.deepEqual(entries[0]?.feedback, { step: "one :: two", progress: "80" });
	t.deepEqual(entries[1]?.feedback, {});
	t.is(
		root.log("done-q", "reporter"),
		"no-newline\n==== FEEDBACK\nstep :: one :: two\nprogress :: 80\n",
	);
	t.is(root.log("done-q", "silent"), "out\n");
});

test("a history that is no file hinders nothing, and is said once", async (t) => {
	const root = await makeRoot(t);
	execFileSync("mkfifo", [root.history]);
	await startMonitor(t, root);
	root.drop("wait-q", "one", shell("true"));
	root.drop("wait-q", "two", shell("true"));
	await until("both settled", () => root.said().match(/: DONE/g)?.length === 2);
	await until(
		"all records are gone",
		() => !fs.readdirSync(root.folder("run")).some((name) => /^\d/.test(name)),
	);
	t.is(root.said().match(/history.jsonl cannot be written/g)?.length, 1);
	fs.unlinkSync(root.history);
	root.drop("wait-q", "three", shell("true"));
	t.is((await written(root, 1))[0]?.name, "three");
});

/** Holds leases on its feedback, the history and monitor_says, so that nobody else can open them, until `go` is there. */
const LEASES = `import fcntl, os, signal, time
signal.signal(signal.SIGIO, signal.SIG_IGN)
root = os.environ["UOW_ROOT"]
for name in (os.environ["UOW_FEEDBACK"], root + "/history.jsonl", root + "/monitor_says"):
    fcntl.fcntl(os.open(name, os.O_RDWR), fcntl.F_SETLEASE, fcntl.F_WRLCK)
open(root + "/held", "w").close()
while not os.path.exists(root + "/go"): time.sleep(0.05)
`;

test("a job that has leases on its feedback, the history and monitor_says hinders nobody", async (t) => {
	const root = await makeRoot(t, "slots :: 2\n");
	fs.writeFileSync(root.inRoot("leases.py"), LEASES);
	await startMonitor(t, root);
	root.drop("wait-q", "before", shell("true"));
	await written(root, 1);
	await until("it is at rest", () => /before: DONE/.test(root.said()));
	root.drop(
		"wait-q",
		"holder",
		shell("python3 $UOW_ROOT/leases.py", "FEEDBACK :: 1m"),
	);
	await until("it holds them", () => fs.existsSync(root.inRoot("held")));
	for (const line of ["STATUS", "LIST", "FEEDBACK holder", "HISTORY"])
		root.ask(line);
	root.drop("wait-q", "beside", shell("true"));
	// Until the Monitor has another one, this test would be kept waiting, too.
	await until("it says more", () => fs.existsSync(`${root.says}.1`));
	const said = () => fs.readFileSync(root.says, "utf8");
	await until("it is answered", () => /Z HISTORY: /.test(said()));
	t.regex(said(), /FEEDBACK holder: /);
	await until("it is done", () => root.text("done-q", "beside") !== undefined);
	await until("it is complained of", () =>
		/history.jsonl cannot be written \(EAGAIN/.test(said()),
	);
	fs.writeFileSync(root.inRoot("go"), "");
	await until("so is the other", () => root.names("done-q").includes("holder"));
});

test("a line that a crash cut short goes, a whole one without newline stays", async (t) => {
	const root = await makeRoot(t);
	const whole = '{"name":"x","id":7,"outcome":"done"}';
	fs.writeFileSync(root.history, whole, { mode: 0o640 });
	await startMonitor(t, root);
	root.drop("wait-q", "one", shell("true"));
	await written(root, 2);
	fs.appendFileSync(root.history, '{"name":"tor');
	root.drop("wait-q", "two", shell("true"));
	await until("it is there", () => linesOf(root).length === 3);
	t.is(linesOf(root)[0], whole);
	t.deepEqual(
		entriesOf(root).map((entry) => entry.name),
		["x", "one", "two"],
	);
});

test("HISTORY says the last lines, CLEAR HISTORY puts the file aside and deletes nothing", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.ask("CLEAR HISTORY");
	root.drop("wait-q", "one", shell("exit 3"));
	root.drop("wait-q", "two", shell("true"));
	await written(root, 2);
	const before = fs.readFileSync(root.history, "utf8");
	root.ask("HISTORY 1");
	root.ask("CLEAR HISTORY");
	root.ask("HISTORY");
	await until("all is answered", () => /Z HISTORY: /.test(root.said()));
	t.regex(root.said(), /CLEAR HISTORY: there is no history.jsonl yet/);
	t.regex(
		root.said(),
		/HISTORY 1: the last that settled\n {4}\S+Z two \(id 2\): done exit 0 after/,
	);
	t.regex(root.said(), /Z HISTORY: no UOW has settled since/);
	const aside = /history.jsonl is called (\S+) now/.exec(root.said())?.[1];
	t.regex(aside ?? "", /^history-\d{4}-\d\d-\d\dT\d{6}Z\.jsonl$/);
	t.is(fs.readFileSync(root.inRoot(aside ?? ""), "utf8"), before);
});

test("a run that takes longer than usual is said to be slow, once, also after a restart of the Monitor", async (t) => {
	const root = await makeRoot(t);
	const usual = JSON.stringify({
		name: "x",
		id: 1,
		taskName: "work",
		outcome: "done",
		seconds: 0.1,
	});
	fs.writeFileSync(root.history, `${usual}\n`.repeat(5), { mode: 0o640 });
	const first = await startMonitor(t, root);
	root.drop(
		"wait-q",
		"work-7",
		shell("until [ -e $UOW_ROOT/go ]; do sleep 0.05; done"),
	);
	await until("it is said", () =>
		/work-7 is slow: \d\S* its usual 0\.10 s \(5 runs of work\)/.test(
			root.said(),
		),
	);
	t.regex(
		root.status("currently-executing", "work-7") ?? "",
		/^RUNNING since \S+Z, slow: past its usual 0\.10 s$/,
	);
	await first.end("SIGKILL");
	await startMonitor(t, root);
	root.ask("STATUS");
	await until("it is shown", () =>
		/running for \d+ s, slow: \d\S* its usual 0\.10 s/.test(root.said()),
	);
	t.regex(catq(["--root", root.root, "list"]).out, /RUNNING, slow /);
	fs.writeFileSync(`${root.root}/go`, "");
	await written(root, 6);
	t.is(root.said().match(/is slow/g)?.length, 1);
});

/** What STATUS does not say is when something was refused. */
const known = (line: string): HistoryEntry | undefined => {
	const entry = readEntry(line);
	return entry && { ...entry, endedAt: entry.startedAt && entry.endedAt };
};

test("a history that is made anew has the lines that were written", async (t) => {
	const root = await makeRoot(t, "slots :: 4\n");
	const monitor = await startMonitor(t, root);
	root.drop("wait-q", "good-1", shell("true", "INFO 2 :: two"));
	root.drop("wait-q", "bad", shell("exit 3", "TASK NAME :: import"));
	root.drop("wait-q", "late", shell("sleep 9", "TIMEOUT :: 0.3s"));
	root.drop("wait-q", "odd", uow("JOB TYPE :: none", "INFO 1 :: one"));
	root.drop(
		"wait-q",
		"again",
		shell("[ $UOW_ATTEMPT = 2 ]", "RETRIES :: 1 every 0s"),
	);
	root.drop(
		"wait-q",
		"tells",
		shell("echo '[a]b :: c' >> $UOW_FEEDBACK", "FEEDBACK :: 1m"),
	);
	root.drop("wait-q", "mute", shell("true", "FEEDBACK :: 1m"));
	const before = (await written(root, 7)).length;
	const lines = linesOf(root);
	const held = catq(["--root", root.root, "history", "--rebuild"]);
	t.is(held.code, 75);
	t.regex(held.err, /nothing is made anew: a Monitor holds/);
	await monitor.end();
	fs.renameSync(root.at("done-q", "good-1"), root.at("archive", "good-1"));
	const run = catq(["--root", root.root, "history", "--rebuild"]);
	t.regex(
		run.out,
		/^history.jsonl made anew: 7 lines; the one before is called history-\S+\.jsonl now\n$/,
	);
	t.deepEqual(linesOf(root).map(known).sort(byId), lines.map(known).sort(byId));
	t.is(before, 7);
	const aside = /called (\S+) now/.exec(run.out)?.[1] ?? "";
	t.is(fs.readFileSync(root.inRoot(aside), "utf8"), `${lines.join("\n")}\n`);
	fs.unlinkSync(root.at("error-q", "bad"));
	t.regex(
		catq(["--root", root.root, "history", "--rebuild"]).out,
		/anew: 6 lines; .* now, and 1 settlement is only in that: of UOWs that/,
	);
});

const byId = (a?: HistoryEntry, b?: HistoryEntry) =>
	(a?.id ?? 0) - (b?.id ?? 0);
