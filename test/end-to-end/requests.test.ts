import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { editionOf, howto } from "../../src/mail/reads-text.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

/** A monitor_reads that the Monitor made, with these comments. */
function isFresh(text: string, comments: string): boolean {
	return (
		editionOf(text) !== undefined &&
		text === `${text.slice(0, text.indexOf("\n") + 1)}${comments}`
	);
}

test("every request is answered under its name and removed, comments stay", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	fs.appendFileSync(
		root.reads,
		"# a note of ours\nSTATUS\nhelp\nKILL JOB\nHOLD\nSHUTDOWN now\nCONFIG\nLIST\nHELP\n",
	);
	for (const answer of [
		/Z STATUS: running, 0 of 1 slots taken/,
		/Z help: requests are in capitals: HELP/,
		/Z KILL JOB: no job runs/,
		/Z HOLD: HOLD needs the name of a UOW/,
		/Z SHUTDOWN now: SHUTDOWN stands alone on its line, found "now" after it/,
		/Z CONFIG: the configuration in force\n {4}sleep seconds :: 15/,
		/Z LIST: running/,
		/Z HELP: the requests are\n {4}SHUTDOWN/,
	])
		await until(String(answer), () => answer.test(root.said()));
	await until(
		"answered lines removed",
		() => fs.readFileSync(root.reads, "utf8"),
		(text) => isFresh(text, `${howto()}# a note of ours\n`),
	);
});

test("monitor_reads and its HOWTO come back when somebody removes them", async (t) => {
	const root = await makeRoot(t, "sleep seconds :: 1\n");
	await startMonitor(t, root);
	fs.rmSync(root.reads);
	await until(
		"it is back",
		() => fs.existsSync(root.reads) && fs.readFileSync(root.reads, "utf8"),
		(text) => text !== false && isFresh(text, howto()),
	);
	fs.rmSync(root.reads);
	root.ask("STATUS");
	await until("answered all the same", () =>
		root.said().includes("STATUS: running"),
	);
});

test("no request is lost or answered twice while several writers append", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const writers = [1, 2, 3].map(
		(writer) =>
			new Promise((resolve) => {
				const script =
					writer === 3
						? 'exec 3>>"$1"; for i in $(seq 300); do echo "X$2.$i" >&3; done; sleep 3; echo "X$2.301" >&3'
						: 'for i in $(seq 300); do echo "X$2.$i" >>"$1"; done';
				spawn("bash", ["-c", script, "writer", root.reads, String(writer)], {
					stdio: "ignore",
				}).on("close", resolve);
			}),
	);
	await Promise.all(writers);
	await until(
		"901 answers",
		() => root.said().match(/X\d\.\d+: no such request/g)?.length,
		(count) => count === 901,
	);
	await until(
		"all removed",
		() => fs.readFileSync(root.reads, "utf8"),
		(text) => isFresh(text, howto()),
	);
	await until(
		"nothing left aside",
		() =>
			fs
				.readdirSync(root.folder("run"))
				.filter((name) => name.startsWith("reads")),
		(seen) => seen.length === 1,
	);
	t.is(new Set(root.said().match(/X\d\.\d+: /g)).size, 901);
	t.is(root.said().match(/X\d\.\d+: /g)?.length, 901);
});

test("KILL JOB ends the named job, and only that", async (t) => {
	const root = await makeRoot(t, "slots :: 2\n");
	await startMonitor(t, root);
	const gate = path.join(root.root, "gate");
	root.drop("wait-q", "victim", shell("echo begun; sleep 63"));
	root.drop(
		"wait-q",
		"other",
		shell(`until [ -e ${gate} ]; do sleep 0.02; done; echo lived`),
	);
	await until(
		"victim runs",
		() => root.log("currently-executing", "victim") === "begun\n",
	);
	await until("other runs", () => root.text("currently-executing", "other"));
	root.ask("KILL JOB");
	await until("asked which", () =>
		/KILL JOB: several jobs run, say which: /.test(root.said()),
	);
	root.ask("KILL JOB victim");
	await until("victim in fail-q", () => root.status("fail-q", "victim"));
	t.regex(
		root.status("fail-q", "victim") ?? "",
		/^FAIL killed by request: signal TERM after /,
	);
	fs.writeFileSync(gate, "");
	await until("other done", () => root.log("done-q", "other") === "lived\n");
});

test("KILLALL ends all jobs of a task by the signal asked for, and KILL makes an end of the GRACE", async (t) => {
	const root = await makeRoot(t, "slots :: 3\n");
	await startMonitor(t, root);
	const polite = "trap 'exit 7' INT; echo begun; while :; do sleep 0.05; done";
	for (const name of ["a", "b"])
		root.drop("wait-q", name, shell(polite, "TASK NAME :: nightly backup"));
	root.drop(
		"wait-q",
		"deaf",
		shell("trap '' TERM; echo begun; sleep 64; sleep 64", "GRACE :: 1h"),
	);
	for (const name of ["a", "b", "deaf"])
		await until(
			`${name} has begun`,
			() => root.log("currently-executing", name) === "begun\n",
		);
	root.ask("KILLALL -s INT nightly backup");
	for (const name of ["a", "b"])
		t.regex(
			(await until(`${name} ended`, () => root.status("fail-q", name))) ?? "",
			/^FAIL killed by request: exit 7 after /,
		);
	root.ask("KILL JOB deaf");
	await until("asked", () => root.said().includes("TERM, after 3600 s KILL"));
	root.ask("KILL JOB -s KILL");
	t.regex(
		(await until("deaf ended", () => root.status("fail-q", "deaf"))) ?? "",
		/^FAIL killed by request: signal KILL after /,
	);
});

test("PAUSE starts nothing until RESUME, also over a restart, and the next UOW says why it waits", async (t) => {
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	root.ask("PAUSE");
	await until("paused", () => root.said().includes("PAUSE: no further job"));
	root.drop("wait-q", "waits", shell("true"));
	await until(
		"it says why",
		() => root.status("wait-q", "waits"),
		(seen) => seen === "WAITING: the Monitor is paused",
	);
	await first.end();
	await startMonitor(t, root);
	root.ask("STATUS");
	await until("still paused", () => root.said().includes("STATUS: paused"));
	t.is(root.status("wait-q", "waits"), "WAITING: the Monitor is paused");
	root.ask("RESUME");
	await until("done", () => root.text("done-q", "waits"));
});

test("HOLD keeps a UOW waiting, RELEASE lets it go", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.ask("PAUSE");
	await until("paused", () => root.said().includes("PAUSE: "));
	root.drop("wait-q", "held", shell("true"));
	await until("accepted", () => root.status("wait-q", "held"));
	root.ask("HOLD held");
	await until(
		"held",
		() => root.status("wait-q", "held"),
		(seen) => seen === "HELD: by request",
	);
	root.ask("RESUME");
	root.drop("wait-q", "free", shell("true"));
	await until("the other one done", () => root.text("done-q", "free"));
	t.is(root.status("wait-q", "held"), "HELD: by request");
	root.ask("RELEASE held");
	await until("done", () => root.text("done-q", "held"));
});

test("SHUTDOWN leaves the running job alone, FINISH waits for it", async (t) => {
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	const gate = path.join(root.root, "gate");
	root.drop(
		"wait-q",
		"long",
		shell(`until [ -e ${gate} ]; do sleep 0.02; done; exit 5`),
	);
	await until("it runs", () => root.text("currently-executing", "long"));
	root.ask("SHUTDOWN");
	t.is(await first.ended(), 0);
	t.regex(
		root.said(),
		/SHUTDOWN: the Monitor stops; running on, and taken over by the next Monitor: long/,
	);
	const second = await startMonitor(t, root);
	root.drop("wait-q", "next", shell("true"));
	root.ask("FINISH");
	await until("finishing", () =>
		root.said().includes("FINISH: no further job is started"),
	);
	fs.writeFileSync(gate, "");
	t.is(await second.ended(), 0);
	t.regex(root.status("error-q", "long") ?? "", /^ERROR exit 5 /);
	t.deepEqual(root.names("wait-q"), ["next"]);
	await startMonitor(t, root);
	await until("after FINISH the next Monitor works on", () =>
		root.text("done-q", "next"),
	);
});

test("RELOAD takes a right configuration, refuses a wrong one with its line, and keeps the old", async (t) => {
	const root = await makeRoot(t, "slots :: 1\n");
	const monitor = await startMonitor(t, root);
	fs.writeFileSync(root.config, "# ours\nslots :: none\nslotz :: 2\n");
	root.ask("RELOAD");
	await until("refused", () =>
		/RELOAD: .* is wrong, the old configuration stays:\n {4}line 2: slots: expected a whole number from 1 to 1000, found "none"\n {4}line 3: there is no key "slotz"/.test(
			root.said(),
		),
	);
	fs.writeFileSync(root.config, "slots :: 2\nfolder done-q :: elsewhere\n");
	root.ask("RELOAD");
	await until("refused too", () =>
		root
			.said()
			.includes(
				"a new folder done-q takes effect only when the Monitor is started anew",
			),
	);
	fs.writeFileSync(root.config, "slots :: 2\n");
	monitor.child.kill("SIGHUP");
	await until("in force", () =>
		root.said().includes("RELOAD: the configuration was read again"),
	);
	root.drop("wait-q", "a", shell("sleep 64"));
	root.drop("wait-q", "b", shell("sleep 64"));
	await until(
		"both run",
		() => root.names("currently-executing").length,
		(count) => count === 2,
	);
	root.ask("KILL JOB a");
	root.ask("KILL JOB b");
	await until(
		"both ended",
		() => root.names("fail-q").length,
		(count) => count === 2,
	);
});

test("monitor_says is put aside when it is too large", async (t) => {
	const root = await makeRoot(t, "says size :: 2k\nsays keep :: 2\n");
	await startMonitor(t, root);
	for (let i = 0; i < 12; i += 1) {
		root.ask(`HELP #catq:asked0${i}`);
		await until("answered", () => root.said().includes(`#catq:asked0${i}: `));
	}
	const names = () =>
		fs
			.readdirSync(root.root)
			.filter((name) => name.startsWith("monitor_says"))
			.sort();
	await until("two put aside", names, (seen) => seen.length === 3);
	t.deepEqual(names(), ["monitor_says", "monitor_says.1", "monitor_says.2"]);
});

test("a SHUTDOWN or FINISH that was left while no Monitor ran does not end the next one", async (t) => {
	const root = await makeRoot(t);
	root.ask("SHUTDOWN");
	root.ask("FINISH");
	root.drop("wait-q", "runs", shell("true"));
	await startMonitor(t, root);
	await until(
		"both answered",
		() =>
			(
				root
					.said()
					.match(/: not done: it was written before this Monitor started/g) ??
				[]
			).length,
		(count) => count === 2,
	);
	await until("it works", () => root.text("done-q", "runs"));
});

test("monitor_reads keeps its group and rights when answered lines are removed", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	fs.chmodSync(root.reads, 0o622);
	const before = fs.statSync(root.reads);
	root.ask("STATUS");
	await until(
		"a fresh file",
		() =>
			fs.existsSync(root.reads) && fs.statSync(root.reads).ino !== before.ino,
	);
	t.is(fs.statSync(root.reads).mode & 0o777, 0o622);
});

test("a monitor_reads that is a FIFO, and a status folder that is gone, do not end or hang the Monitor", async (t) => {
	const root = await makeRoot(t);
	fs.rmSync(root.reads);
	execFileSync("mkfifo", [root.reads]);
	fs.rmSync(root.folder("status"), { recursive: true });
	const monitor = await startMonitor(t, root);
	fs.rmSync(root.folder("status"), { recursive: true });
	monitor.child.kill("SIGHUP");
	await until("said", () =>
		monitor.output().includes("there is no monitor_reads to ask for RELOAD in"),
	);
	root.drop("wait-q", "runs", shell("true"));
	await until("it works", () => root.text("done-q", "runs"));
});

test("an editor that saves monitor_reads in place makes no request of a comment, and hides none", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	await until("it is there", () => fs.existsSync(root.reads));
	const before = fs.readFileSync(root.reads, "utf8");
	const save = (text: string) =>
		fs.writeFileSync(root.reads, text, { flag: "r+" });
	save(`${before}# SHUTDOWN\n`);
	save(`# urgent\nPAUSE\n${before}# SHUTDOWN\n`);
	await until("answered", () => root.said().includes("PAUSE: no further job"));
	await until(
		"tidied",
		() => fs.readFileSync(root.reads, "utf8"),
		(text) => isFresh(text, `# urgent\n${howto()}# SHUTDOWN\n`),
	);
	t.notRegex(root.said(), /SHUTDOWN|no such request/);
});

test("RELOAD without a configuration keeps the old one", async (t) => {
	const root = await makeRoot(t, "shell jobs :: no\n");
	await startMonitor(t, root);
	fs.rmSync(root.config);
	root.ask("RELOAD");
	await until("refused", () =>
		root.said().includes("is not there, the old configuration stays"),
	);
});
