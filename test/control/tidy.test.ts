/** catq status and archive: what they show and move, with a Monitor and without. */
import fs from "node:fs";
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const verb = (root: TestRoot, ...words: string[]) => {
	const { code, out, err } = catq(["--root", root.root, ...words]);
	return [code, out.trimEnd(), err.trimEnd()] as const;
};

/** Settled by a Monitor that is gone, ended so many days ago. */
const settled = (id: number, word: string, days: number) => {
	const at = new Date(Date.now() - days * 86_400_000)
		.toISOString()
		.replace(/\.\d+Z/, "Z");
	const status = `${word} exit 0 after 1.00 s, ${at} to ${at}`.padEnd(158);
	return `timestamp: 1000 enqueued 1970-01-01T00:16:40Z id ${id}\n\n==== UNIT OF WORK\nCOMMAND :: true\n\n==== STATUS\n${status}\n\n==== JOB LOG\n`;
};

test("archive moves what settled long ago by its STATUS, and nothing else", async (t) => {
	const root = await makeRoot(t);
	root.drop("done-q", "old", settled(1, "DONE", 40));
	root.drop("done-q", "new", settled(2, "DONE", 20));
	root.drop("error-q", "wrong", settled(3, "ERROR", 40));
	root.drop("fail-q", "busy", settled(4, "FAIL", 40));
	root.drop("fail-q", "waits", settled(5, "WAITING", 40));
	root.drop("fail-q", "bare", "no UOW\n");
	fs.utimesSync(`${root.root}/fail-q/bare`, 1000, 1000);
	fs.symlinkSync("/etc/passwd", `${root.root}/done-q/link`);
	fs.writeFileSync(`${root.root}/run/4-0123abcd.ticket`, "");
	root.drop("archive", "old", "another\n");

	t.is(verb(root, "archive")[0], 64);
	t.is(verb(root, "archive", "--older", "soon")[0], 64);
	t.is(verb(root, "archive", "--older", "1d", "--outcome", "good")[0], 64);
	const [code, out, err] = verb(root, "archive", "--older", "30d", "--dry-run");
	t.deepEqual([code, err], [0, "catq: 3 UOWs would be archived"]);
	t.deepEqual(
		out.split("\n").map((line) => line.replace(/ ended .*Z/, "")),
		["done-q/old", "error-q/wrong", "fail-q/bare"],
	);
	t.is(root.names("archive").length, 1);

	t.regex(
		verb(root, "archive", "--older", "30d", "--outcome", "done")[1],
		/^done-q\/old ended \S+Z as old\.2$/,
	);
	t.is(root.text("archive", "old"), "another\n");
	t.is(verb(root, "archive", "--older", "30d")[2], "catq: 2 UOWs archived");
	t.deepEqual(root.names("archive").sort(), ["bare", "old", "old.2", "wrong"]);
	t.deepEqual(root.names("fail-q").sort(), ["busy", "waits"]);
	t.deepEqual(root.names("done-q").sort(), ["link", "new"]);
});

test("status shows what the Monitor posted; without one how the files stand, and says so", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop("wait-q", "runs", shell("sleep 600", "FEEDBACK :: 1h"));
	await until("it runs", () => root.status("currently-executing", "runs"));
	root.drop("wait-q", "waits", shell("true", "AFTER :: never"));
	const file = `${root.root}/status/status.txt`;
	const posted = () =>
		fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
	await until("it is posted", () => posted().includes("after never"));
	const [code, out, err] = verb(root, "status");
	t.deepEqual([code, err], [0, ""]);
	t.regex(out, /^\S+Z\nrunning, 1 of 1 slots taken\n/);
	t.regex(out, /^slot 1: runs \(id 1\) running for \d+ s/m);
	const now = JSON.parse(verb(root, "status", "--json")[1]);
	t.deepEqual([now.monitor, now.running[0].name], [true, "runs"]);

	await monitor.end("SIGKILL");
	const without = verb(root, "status");
	t.regex(
		without[1],
		/^\S+Z\nno Monitor runs \(mode when it starts: running\), 1 of 1 slots taken\n/,
	);
	t.regex(without[1], /^slot 1: runs \(id 1\) running for \d+ s/m);
	t.regex(without[1], /^wait-q\/waits \(id 2\) WAITING: after never, /m);
	t.regex(without[2], /^catq: no Monitor runs on /);
	const then = JSON.parse(verb(root, "status", "--json")[1]);
	t.deepEqual(Object.keys(then).sort(), Object.keys(now).sort());
	t.deepEqual([then.monitor, then.counts["wait-q"]], [false, 1]);
	const pulseOf = ({ running: [run] }: typeof now) => [run.state, run.pulse];
	t.deepEqual(
		[pulseOf(now), pulseOf(then)],
		Array(2).fill(["running", "running"]),
	);
});
