import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { readPulse } from "../../src/text/records.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot, uow } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { twoUsers } from "../helpers/users.ts";

const SETTLED = ["done-q", "error-q", "fail-q"] as const;

const settled = (root: TestRoot, name: string) =>
	until(`${name} settled`, () =>
		SETTLED.map((place) => root.status(place, name)).find(Boolean),
	) as Promise<string>;

const logOf = (root: TestRoot, name: string) =>
	SETTLED.map((place) => root.log(place, name)).find(Boolean) ?? "";

/** What the Monitor said of one UOW, without the times. */
const saidOf = (root: TestRoot, name: string) =>
	root
		.said()
		.split("\n")
		.flatMap((line) => new RegExp(`^\\S+ ${name}:? (.*)`).exec(line)?.[1] ?? [])
		.map((text) => text.replace(/\d{4}-\S+Z/g, "T"));

/** Words of STATUS, each as it was seen in its place, in order; ends with the job. */
async function wordsOf(root: TestRoot, name: string): Promise<string[]> {
	const seen: string[] = [];
	await until(`${name} settled`, () => {
		const status = root.status("currently-executing", name) ?? "";
		const word = /^[A-Z]+/.exec(status)?.[0] ?? "";
		if (/^(RUNNING|SILENT|STALLED)$/.test(word) && seen.at(-1) !== word)
			seen.push(word);
		return SETTLED.some((place) => root.status(place, name) !== undefined);
	});
	return seen;
}

/** Writes a program beside the root, and returns its path. */
function program(root: TestRoot, name: string, text: string): string {
	const file = path.join(path.dirname(root.root), name);
	fs.writeFileSync(file, text, { mode: 0o755 });
	return file;
}

const fallsSilent = (limit: number) => [
	`is silent: no feedback since T, limit ${limit} s`,
	`is stalled: no feedback since T, limit ${limit} s`,
	`is being ended: no feedback for ${limit} s`,
];

test("a job that beats runs for longer than its limit, in bash and in Python, whatever it reports", async (t) => {
	const root = await makeRoot(t, "slots :: 4\n");
	await startMonitor(t, root);
	const beats = `for i in $(seq 20); do echo "[progress]$i" >> $UOW_FEEDBACK; sleep 0.25; done`;
	const python = program(
		root,
		"beats.py",
		`import os, time
for i in range(20):
    with open(os.environ["UOW_FEEDBACK"], "a") as feedback:
        print(f"[progress]{i}\\n[timeout]1\\n[]\\n\\0garbage", file=feedback)
    time.sleep(0.25)
`,
	);
	root.drop("wait-q", "bash", shell(beats, "FEEDBACK :: 4s"));
	root.drop("wait-q", "python", shell(`python3 ${python}`, "FEEDBACK :: 4s"));
	root.drop(
		"wait-q",
		"touches",
		shell(
			'for i in $(seq 10); do touch "$UOW_FEEDBACK"; sleep 0.5; done',
			"FEEDBACK :: 4s",
		),
	);
	root.drop(
		"wait-q",
		"writes",
		shell(
			"for i in $(seq 20); do echo line; sleep 0.25; done",
			"FEEDBACK :: 4s",
			"FEEDBACK FROM :: output",
		),
	);
	for (const name of ["bash", "python", "touches", "writes"])
		t.regex(
			await settled(root, name),
			/^DONE exit 0 after ([5-9]|1\d)\./,
			name,
		);
	t.notRegex(root.said(), /is stalled|is being ended/);
	await until("their feedback files are gone", () => noFeedback(root));
});

test("a job that stops beating: RUNNING, SILENT, STALLED in its STATUS and in monitor_says, then its end, with a post-mortem in its log", async (t) => {
	const root = await makeRoot(t, "slots :: 2\n");
	await startMonitor(t, root);
	const stops = [
		'for i in 10 25 40; do echo "[progress]$i" >> $UOW_FEEDBACK; sleep 0.1; done',
		'echo "[timeout]120" >> $UOW_FEEDBACK; printf "no newline"; sleep 600',
	].join("; ");
	root.drop("wait-q", "stops", shell(stops, "FEEDBACK :: 4s"));
	// A machine that is slow to start it makes it silent once before.
	const words = await wordsOf(root, "stops");
	t.regex(words.join(" "), /^(RUNNING SILENT )+STALLED$/);
	t.regex(
		await settled(root, "stops"),
		/^FAIL no feedback for 4 s: signal TERM after /,
	);
	const fell = saidOf(root, "stops").filter((text) =>
		/^is (silent|stalled|being)/.test(text),
	);
	t.deepEqual(fell.slice(-3), fallsSilent(4));
	t.regex(
		root.log("fail-q", "stops") ?? "",
		/^no newline\n==== POST-MORTEM \S+Z no feedback for 4 s\nlast sign of life \S+ s before\nload .*\nlast feedback:\n {4}\[progress\]40\n {4}\[timeout\]120\nprocesses: [1-3]\n( {4,8}\d+ (bash|sleep), parent \d+: .*\n)+==== END OF POST-MORTEM\n==== FEEDBACK\nprogress :: 40\ntimeout :: 120\n$/,
	);
});

test("a silent job dies with all it started: deaf to TERM, forked twice with setsid, its outputs closed", async (t) => {
	const root = await makeRoot(t, "slots :: 4\n");
	await startMonitor(t, root);
	const terms = ["FEEDBACK :: 3s"];
	const pids = path.join(path.dirname(root.root), "pids");
	const note = `echo $$ >> ${pids}`;
	root.drop(
		"wait-q",
		"deaf",
		shell(
			`${note}; trap '' TERM; python3 -c 'import time; time.sleep(600)'; while :; do sleep 1; done`,
			...terms,
			"GRACE :: 0.3s",
		),
	);
	root.drop(
		"wait-q",
		"daemon",
		shell(
			`${note}; (setsid sh -c '(setsid sh -c "${note}; exec sleep 601" &) &' &); sleep 602`,
			...terms,
		),
	);
	root.drop(
		"wait-q",
		"closed",
		shell(`${note}; exec >&- 2>&-; sleep 603`, ...terms),
	);
	// Its daemon beats on; nobody counts who beats.
	root.drop(
		"wait-q",
		"helped",
		shell(
			`${note}; (setsid sh -c 'for i in $(seq 10); do touch $UOW_FEEDBACK; sleep 0.5; done' &); sleep 4.2`,
			...terms,
		),
	);
	t.regex(
		await settled(root, "deaf"),
		/^FAIL no feedback for 3 s: signal KILL/,
	);
	t.regex(
		await settled(root, "daemon"),
		/^FAIL no feedback for 3 s: signal TERM/,
	);
	t.regex(
		await settled(root, "closed"),
		/^FAIL no feedback for 3 s: signal TERM/,
	);
	t.regex(await settled(root, "helped"), /^DONE /);
	const noted = fs.readFileSync(pids, "utf8").trim().split("\n");
	t.is(noted.length, 5);
	await until("nobody lives", () =>
		noted.every((pid) => !fs.existsSync(`/proc/${pid}`)),
	);
	t.regex(logOf(root, "daemon"), /\n {4,}\d+ sleep, parent 1: S/);
});

test("a job type gets the path of the feedback file as {feedback}; where it never appears the launch counts", async (t) => {
	const root = await makeRoot(
		t,
		`slots :: 4
==== JOB TYPE beat
WORDS :: bash -c 'for i in $(seq 10); do date >> "$1"; sleep 0.5; done' sh {feedback}
FEEDBACK :: 4s
==== JOB TYPE tell
WORDS :: echo --feedback={feedback} told
==== JOB TYPE delete
WORDS :: bash -c 'rm "$1"; mkfifo "$1"; sleep 600' sh {feedback}
FEEDBACK :: 3s
==== JOB TYPE folder
WORDS :: bash -c 'mkdir "\${1%.log}.2.log"; exit 1' sh {feedback}
`,
	);
	await startMonitor(t, root);
	root.drop("wait-q", "beats", uow("JOB TYPE :: beat"));
	root.drop("wait-q", "tells", uow("JOB TYPE :: tell", "FEEDBACK :: 1m"));
	root.drop("wait-q", "plain", uow("JOB TYPE :: tell"));
	root.drop("wait-q", "deletes", uow("JOB TYPE :: delete"));
	t.regex(await settled(root, "tells"), /^DONE /);
	const id = / id (\d+)$/m.exec(root.text("done-q", "tells") ?? "")?.[1];
	t.is(
		logOf(root, "tells"),
		`--feedback=${root.folder("feedback")}/feedback_${id}.log told\n`,
	);
	t.regex(await settled(root, "plain"), /^DONE /);
	t.is(logOf(root, "plain"), "told\n");
	root.drop(
		"wait-q",
		"folder",
		uow("JOB TYPE :: folder", "FEEDBACK :: 1m", "RETRIES :: 1"),
	);
	t.regex(
		await settled(root, "folder"),
		/^FAIL not run: its feedback file cannot be made: EEXIST/,
	);
	t.regex(await settled(root, "beats"), /^DONE exit 0 after ([5-9]|1\d)\./);
	t.regex(
		await settled(root, "deletes"),
		/^FAIL no feedback for 3 s: signal TERM after /,
	);
	t.regex(
		logOf(root, "deletes"),
		/^==== POST-MORTEM .* for 3 s\nlast sign of life /,
	);
});

test("the Monitor killed in the middle of a silence: the next one ends the job when its limit is up, and a beating one lives", async (t) => {
	const root = await makeRoot(t, "slots :: 2\n");
	const first = await startMonitor(t, root);
	root.drop("wait-q", "silent", shell("sleep 600", "FEEDBACK :: 10s"));
	root.drop(
		"wait-q",
		"beats",
		shell(
			"for i in $(seq 20); do touch $UOW_FEEDBACK; sleep 0.25; done",
			"FEEDBACK :: 4s",
		),
	);
	await until("silent", () => root.said().includes("silent is silent"));
	const record = recordsOf(root).find((name) => name.endsWith(".pulse"));
	t.truthy(readPulse(fs.readFileSync(root.own(record ?? ""), "utf8")));
	await first.end("SIGKILL");
	fs.writeFileSync(path.join(root.folder("feedback"), "feedback_77.log"), "");
	await startMonitor(t, root);
	t.regex(
		await settled(root, "silent"),
		/^FAIL no feedback for 10 s: signal TERM after /,
	);
	// Nobody took the start of a Monitor for a sign of life, and each change was said once.
	const since = [...root.said().matchAll(/silent is .* since (\S+)Z/g)];
	t.is(new Set(since.map((match) => match[1])).size, 1);
	t.deepEqual(
		saidOf(root, "silent").slice(1, since.length + 2),
		// A start that took long may come too late for it.
		fallsSilent(10).filter((_, i) => i !== 1 || since.length > 1),
	);
	t.regex(await settled(root, "beats"), /^DONE exit 0 after /);
	await until("no file is left, nor that of nobody", () => noFeedback(root));
	await until(
		"no record is left",
		() => !recordsOf(root).some((name) => name.includes("pulse")),
	);
});

test("a Monitor that takes a kill over asks the job to stop once more, and writes no second post-mortem", async (t) => {
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	const command = "trap 'echo heard' TERM; while :; do sleep 0.05; done";
	root.drop("wait-q", "deaf", shell(command, "TIMEOUT :: 1s", "GRACE :: 10m"));
	const log = () => root.log("currently-executing", "deaf") ?? "";
	await until("asked to stop", () => log().includes("heard"));
	await first.end("SIGKILL");
	await startMonitor(t, root);
	await until("asked once more", () => log().split("heard").length > 2);
	root.ask("KILL JOB -s KILL deaf");
	t.regex(await settled(root, "deaf"), /^FAIL timeout 1\.00 s: signal KILL /);
	t.is(logOf(root, "deaf").split("\n==== POST-MORTEM").length, 1);
	t.true(logOf(root, "deaf").startsWith("==== POST-MORTEM"));
});

test("a root Monitor gives the feedback file to the user as whom the job runs", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const { shareRoot } = await import("../../src/spool/create.ts");
	const root = await makeRoot(t);
	fs.chmodSync(path.dirname(root.root), 0o755);
	shareRoot(root, users[0].gid);
	await startMonitor(t, root);
	const { uid } = users[0];
	const command = "stat -c '%u %a' $UOW_FEEDBACK; echo '[a]b' >> $UOW_FEEDBACK";
	root.drop("wait-q", "theirs", shell(command, "FEEDBACK :: 30s"), uid);
	t.regex(await settled(root, "theirs"), /^DONE /);
	t.is(logOf(root, "theirs"), `${uid} 640\n==== FEEDBACK\na :: b\n`);
});

const recordsOf = (root: TestRoot) => fs.readdirSync(root.folder("run"));

function noFeedback(root: TestRoot): boolean {
	return fs
		.readdirSync(root.folder("feedback"))
		.every((name) => name === "README");
}
