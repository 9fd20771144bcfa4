/** catq verify on roots that are as they should be, and beside a living Monitor. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { probeFlock } from "../../src/jobs/flock.ts";
import { lineText, verdictOf } from "../../src/verify/report.ts";
import { verify as look } from "../../src/verify/verify.ts";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { handMade } from "./root.ts";

/** The verb as an operator runs it. */
function verify(root: TestRoot, ...args: string[]) {
	return catq(["--root", root.root, "verify", ...args]);
}

test("a new root keeps all promises, and says so promise by promise", async (t) => {
	const run = verify(await makeRoot(t));
	const lines = run.out.trim().split("\n");
	t.is(lines.at(-1), `${lines.length - 1} checks: all is right`);
	t.true(lines.slice(0, -1).every((line) => /^ok {4}.+: .+/.test(line)));
	t.is(run.code, 0);
});

test("a healthy root may hold every kind of content", async (t) => {
	const root = await handMade(t);
	root.put("wait-q", "held", 5, "HELD: by request");
	root.put("priority-q", "urgent", 6, "WAITING attempt 2");
	root.put("archive", "old", 7, "DONE exit 0 after 1.00 s");
	root.put("trash", "copy", 7, "WAITING");
	root.keep("ledger", "6 1 1:6\n");
	root.drop("wait-q", "new", "==== UNIT OF WORK\nCOMMAND :: true\n");
	root.drop("wait-q", "typed", "timestamp: 1 id 999999\n\n==== UNIT OF WORK\n");
	fs.mkdirSync(root.at("trash", "folder"));
	fs.writeFileSync(root.at("error-q", ".badly.swp"), "editor");
	fs.writeFileSync(root.at("wait-q", "half.part"), "==== UN");
	fs.writeFileSync(
		root.at("done-q", "big"),
		Buffer.concat([
			fs.readFileSync(root.put("done-q", "big", 8, "DONE exit 0")),
			Buffer.alloc(200_000, "==== STATUS\nFAIL\n"),
		]),
	);
	const run = verify(root);
	t.is(run.code, 0, run.out);
	t.regex(
		run.out,
		/^ok {4}each UOW lies where its STATUS says: 8 UOWs, 2 not/m,
	);
	t.notRegex(run.out, /note|WRONG/);
});

test("beside a Monitor whose jobs run, verify finds nothing wrong and changes nothing", async (t) => {
	const root = await makeRoot(t, "slots :: 3\n");
	const monitor = await startMonitor(t, root);
	root.drop("wait-q", "long", shell("sleep 300"));
	root.drop("wait-q", "longer", shell("sleep 301"));
	root.drop(
		"wait-q",
		"later",
		shell("true", "NOT BEFORE :: 2090-01-01T00:00Z"),
	);
	root.drop("wait-q", "bad", shell("exit 3"));
	await until("two that run", () =>
		["long", "longer"].every((name) =>
			root.status("currently-executing", name)?.startsWith("RUNNING"),
		),
	);
	await until("one that ended", () => root.names("error-q").length === 1);
	const run = verify(root);
	t.is(run.code, 0, run.out);
	t.notRegex(run.out, /WRONG/);
	t.regex(
		run.out,
		new RegExp(
			`^ok {4}one Monitor at most holds the root: held, pid ${monitor.child.pid} since .*, alive$`,
			"m",
		),
	);
	t.regex(run.out, /2 jobs, 2 keepers alive/);
	t.regex(run.out, /every ticket has its UOW: 2 tickets/);

	const repair = verify(root, "--repair");
	t.is(repair.code, 75);
	t.regex(repair.err, /nothing is repaired: a Monitor holds .* stop it first/);
	t.is(repair.out, "");
});

test("while a Monitor works through a hundred UOWs, no look calls anything wrong", async (t) => {
	const root = await makeRoot(t, "slots :: 4\n");
	await startMonitor(t, root);
	for (let number = 0; number < 100; number += 1)
		root.drop("wait-q", `job-${number}`, shell("sleep 0.05"));
	let looks = 0;
	while (root.names("done-q").length < 100 && looks < 100) {
		const { lines, lives } = await look(root.root);
		t.true(lives);
		t.deepEqual(
			lines.filter((line) => verdictOf(line) === "WRONG").map(lineText),
			[],
		);
		looks += 1;
	}
	t.true(looks > 0);
	t.log(`${looks} looks`);
});

test("what a killed Monitor leaves is no broken promise; what its jobs need is kept by --repair", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop("wait-q", "long", shell("echo begun; sleep 300"));
	await until(
		"its job runs",
		() => root.log("currently-executing", "long") === "begun\n",
	);
	await monitor.end("SIGKILL");
	fs.writeFileSync(root.own("stamp-9"), "timestamp: 17");
	const before = fs.readdirSync(root.folder("run")).sort();

	const run = verify(root);
	t.is(run.code, 0, run.out);
	t.regex(
		run.out,
		/note {2}run\/: 1 ticket, and no Monitor; the next Monitor takes these runs over/,
	);
	t.regex(run.out, /1 job, 1 keeper alive/);

	const repair = verify(root, "--repair");
	t.regex(
		repair.out,
		/^repaired: removed what a crash left in run\/ and feedback\/$/m,
	);
	t.deepEqual(
		fs.readdirSync(root.folder("run")).sort(),
		before.filter((name) => name !== "stamp-9"),
	);
	const next = await startMonitor(t, root);
	root.ask("KILL JOB long");
	await until("its end", () => root.names("fail-q").includes("long"));
	t.is(await next.end(), 0);
	t.is(verify(root).code, 0);
});

test("a Monitor that a signal stopped is found", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	monitor.child.kill("SIGSTOP");
	const run = verify(root);
	monitor.child.kill("SIGCONT");
	t.is(run.code, 65);
	t.regex(
		run.out,
		/WRONG pid \d+: the Monitor is stopped by a signal; let it go on: kill -CONT \d+/,
	);
});

test("a root that something else has locked is found", async (t) => {
	const root = await makeRoot(t);
	fs.writeFileSync(
		root.own("monitor"),
		`pid ${process.pid} since 2026-11-22T07:00:00Z\n`,
	);
	const holder = spawn("flock", ["-F", root.root, "sleep", "300"]);
	t.teardown(() => holder.kill("SIGKILL"));
	await until("the lock", () => probeFlock(root.root) === "taken");
	const run = verify(root);
	t.is(run.code, 65);
	t.regex(
		run.out,
		/WRONG run\/monitor: the root is locked, and pid \d+ does not hold it/,
	);
});

test("without a root verify says how to make one", async (t) => {
	const root = await makeRoot(t);
	const run = catq(["--root", path.join(root.root, "done-q"), "verify"]);
	t.is(run.code, 78);
	t.regex(run.err, /is no queue root; "catq init .*" makes one/);
});
