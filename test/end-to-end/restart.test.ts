import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test("a job outlives a killed Monitor; the next one settles it with its whole log and true exit code", async (t) => {
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	const gate = path.join(root.root, "gate");
	root.drop(
		"wait-q",
		"survivor",
		shell(
			`echo one; until [ -e ${gate} ]; do sleep 0.02; done; echo two; exit 6`,
		),
	);
	await until(
		"it runs",
		() => root.log("currently-executing", "survivor") === "one\n",
	);
	t.is(await first.end("SIGKILL"), "SIGKILL");
	fs.writeFileSync(gate, "");
	await until(
		"it ends without a Monitor",
		() => root.log("currently-executing", "survivor") === "one\ntwo\n",
	);
	await startMonitor(t, root);
	await until("settled", () => root.text("error-q", "survivor"));
	t.is(root.log("error-q", "survivor"), "one\ntwo\n");
	t.regex(root.status("error-q", "survivor") ?? "", /^ERROR exit 6 after /);
});

test("a job that still runs is adopted: its timeout counts from its own start", async (t) => {
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	root.drop(
		"wait-q",
		"adopted",
		shell("echo begun; sleep 65", "TIMEOUT :: 6s"),
	);
	await until(
		"it runs",
		() => root.log("currently-executing", "adopted") === "begun\n",
	);
	await first.end("SIGKILL");
	await startMonitor(t, root);
	await until("ended", () => root.status("fail-q", "adopted"));
	t.regex(
		root.status("fail-q", "adopted") ?? "",
		/^FAIL timeout 6\.00 s: signal TERM after /,
	);
});

test("a keeper that vanished without a record ends in fail-q, and nothing is run again", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const count = path.join(root.root, "count");
	root.drop(
		"wait-q",
		"lost",
		shell(`echo x >> ${count}; echo $PPID; sleep 66`),
	);
	await until("it runs", () =>
		/\d/.test(root.log("currently-executing", "lost") ?? ""),
	);
	const fence =
		fs
			.readdirSync(root.folder("run"))
			.find((name) => name.endsWith(".fence")) ?? "";
	const keeper = Number(
		fs.readFileSync(path.join(root.folder("run"), fence), "utf8").split(" ")[1],
	);
	process.kill(-keeper, "SIGKILL");
	await until("in fail-q", () => root.status("fail-q", "lost"));
	t.regex(
		root.status("fail-q", "lost") ?? "",
		/^FAIL may have run: its keeper ended without recording an exit, started \S+, log may be cut$/,
	);
	t.is(fs.readFileSync(count, "utf8"), "x\n");
});

test("a second Monitor on the same root refuses to start and says who holds it", async (t) => {
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	const second = catq(["--root", root.root, "monitor"]);
	t.is(second.code, 75);
	t.regex(
		second.out,
		new RegExp(
			`another Monitor holds ${root.root}: pid ${first.child.pid} since \\d{4}-`,
		),
	);
	await first.end("SIGKILL");
	t.is(catq(["--root", root.root, "monitor", "--once"]).code, 0);
});

test("a wrong configuration or a root that others can write is refused at the start, with the remedy", async (t) => {
	const root = await makeRoot(t, "sleep seconds :: soon\n");
	const wrong = catq(["--root", root.root, "monitor"]);
	t.is(wrong.code, 78);
	t.regex(
		wrong.out,
		/line 1: sleep seconds: expected a number from 1 to 3600, found "soon"/,
	);
	fs.writeFileSync(root.config, "");
	fs.chmodSync(root.root, 0o777);
	const open = catq(["--root", root.root, "monitor"]);
	t.is(open.code, 78);
	t.regex(open.out, /can be written by others: chmod go-w it/);
});

test("--once runs what can be run and ends; what waits for something stays", async (t) => {
	const root = await makeRoot(t, "settle seconds :: 0.2\n");
	root.drop("wait-q", "a", shell("echo a"));
	root.drop("wait-q", "b", "==== UNIT OF WORK\nCOMMAND :: echo b\n");
	root.drop("wait-q", "c", shell("echo c", "AFTER :: nobody"));
	const run = catq(["--root", root.root, "monitor", "--once"]);
	t.is(run.code, 0);
	t.deepEqual(root.names("done-q").sort(), ["a", "b"]);
	t.is(
		root.status("wait-q", "c"),
		"WAITING: after nobody, which is nowhere yet",
	);
});
