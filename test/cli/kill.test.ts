/** catq kill, killall and feedback: whom they find, and what they answer. */
import fs from "node:fs";
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const verb = (root: TestRoot, ...words: string[]) => {
	const { code, out, err } = catq(["--root", root.root, ...words]);
	return [code, out.trimEnd(), err.trimEnd()] as const;
};

test("kill ends a running job by its name or id, and tells whom it cannot end", async (t) => {
	const root = await makeRoot(t, "slots :: 3\n");
	await startMonitor(t, root);
	root.drop("wait-q", "done", shell("true"));
	await until("it is done", () => root.status("done-q", "done"));
	root.drop("wait-q", "one", shell("sleep 600"));
	root.drop("wait-q", "odd\u202ename", shell("sleep 600"));
	root.drop("wait-q", "7", shell("sleep 600", "TASK NAME :: number"));
	await until("all run", () => root.names("currently-executing").length === 3);
	root.drop("wait-q", "later", shell("true", "AFTER :: one"));
	fs.writeFileSync(`${root.root}/run/90.reserved`, "");

	t.deepEqual(verb(root, "kill", "nowhere"), [
		66,
		"",
		"catq: there is no UOW named nowhere",
	]);
	t.deepEqual(verb(root, "kill", "4711"), [
		66,
		"",
		"catq: there is no UOW named 4711, and none with that id",
	]);
	t.deepEqual(verb(root, "kill", "90"), [
		68,
		"",
		"catq: 90 is only reserved: no UOW has come with it yet",
	]);
	t.deepEqual(verb(root, "kill", "later"), [
		67,
		"",
		"catq: later does not run, it waits in wait-q",
	]);
	t.deepEqual(verb(root, "kill", "1"), [
		67,
		"",
		"catq: done does not run, it lies in done-q",
	]);
	t.is(verb(root, "kill", "one", "-s", "WINCH")[0], 64);
	t.is(verb(root, "kill")[0], 64);

	const ended = /is being ended: /;
	const [code, out, err] = verb(root, "kill", "one", "-s", "sigint");
	t.deepEqual([code, err], [0, ""]);
	t.is(out, "one is being ended: INT, after 5 s KILL");
	t.regex(verb(root, "kill", "odd\u202ename")[1], ended);
	t.regex(verb(root, "kill", "7")[1], /^7 is being ended: /);
	await until("all have ended", () => root.names("fail-q").length === 3);
});

test("killall ends all jobs of a task; where none runs it says so", async (t) => {
	const root = await makeRoot(t, "slots :: 3\n");
	await startMonitor(t, root);
	for (const name of ["import-1", "import-2", "other"])
		root.drop("wait-q", name, shell("sleep 600"));
	await until("all run", () => root.names("currently-executing").length === 3);
	const [code, out] = verb(root, "killall", "import", "-s", "KILL");
	t.is(code, 0);
	t.deepEqual(out.split("\n").sort(), [
		"import-1 is being ended: KILL at once",
		"import-2 is being ended: KILL at once",
	]);
	await until("both have ended", () => root.names("fail-q").length === 2);
	t.deepEqual(verb(root, "killall", "import"), [
		67,
		"",
		"catq: no job of the task import runs",
	]);
});

test("without a Monitor a verb that asks says how to start one, and leaves no request", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop("wait-q", "a", shell("sleep 600"));
	await until("it runs", () => root.status("currently-executing", "a"));
	await monitor.end("SIGKILL");
	const before = fs.readFileSync(root.reads, "utf8");
	const none = `catq: no Monitor runs on ${root.root}: start it with catq monitor`;
	t.deepEqual(verb(root, "kill", "a"), [69, "", none]);
	t.deepEqual(verb(root, "killall", "a"), [69, "", none]);
	t.is(fs.readFileSync(root.reads, "utf8"), before);
});
