/** catq hold, release, retry, up, rm, pause, resume, finish, shutdown: what they do, and what they answer. */
import fs from "node:fs";
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const verb = (root: TestRoot, ...words: string[]) => {
	const { code, out, err } = catq(["--root", root.root, ...words]);
	return [code, out.trimEnd(), err.trimEnd()] as const;
};

test("waiting UOWs are held, released, moved up and removed; settled ones run again", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop("wait-q", "first", shell("exit 3"));
	await until("it has ended", () => root.status("error-q", "first"));
	root.drop("wait-q", "blocker", shell("sleep 600"));
	await until("it runs", () => root.status("currently-executing", "blocker"));
	for (const name of ["one", "two", "three"])
		root.drop("wait-q", name, shell("true"));
	await until("all wait", () => root.status("wait-q", "three") === "WAITING");
	fs.writeFileSync(`${root.root}/run/90.reserved`, "");

	t.deepEqual(verb(root, "hold", "one", "tw"), [
		0,
		"one is held until RELEASE one\ntwo is held until RELEASE two",
		"",
	]);
	t.is(root.status("wait-q", "two"), "HELD: by request");
	t.deepEqual(verb(root, "release", "two", "b", "tow", "90", "first"), [
		67,
		"two waits for its turn",
		[
			"catq: blocker does not wait, it runs",
			"catq: there is no UOW named tow; did you mean two?",
			"catq: 90 is only reserved: no UOW has come with it yet",
			"catq: first does not wait, it lies in error-q",
		].join("\n"),
	]);
	t.deepEqual(verb(root, "hold", "90")[0], 68);
	t.deepEqual(verb(root, "hold", "nowhere")[0], 66);
	t.deepEqual(verb(root, "hold")[0], 64);

	t.deepEqual(verb(root, "up", "three"), [0, "three moved to priority-q", ""]);
	t.deepEqual(verb(root, "up", "three")[1], "three is in priority-q already");
	t.is(verb(root, "up", "blocker")[0], 67);

	t.deepEqual(verb(root, "rm", "two", "blocker"), [
		67,
		"wait-q/two moved to trash/two",
		"catq: blocker runs; end it first: catq kill 2",
	]);
	t.regex(root.text("trash", "two.why") ?? "", /:\nremoved by catq rm\n/);

	t.deepEqual(verb(root, "retry", "blocker")[0], 67);
	t.deepEqual(verb(root, "retry", "1"), [
		0,
		"first (id 1) moves from error-q to wait-q for its next attempt",
		"",
	]);
	await until("it waits again", () =>
		root.status("wait-q", "first")?.startsWith("WAITING attempt 2"),
	);

	t.regex(verb(root, "pause")[1], /^no further job is started until RESUME/);
	t.is(fs.readFileSync(`${root.root}/run/mode`, "utf8"), "paused\n");
	t.deepEqual(verb(root, "resume"), [0, "jobs are started", ""]);
	t.regex(verb(root, "finish")[1], /^no further job is started; the Monitor/);
	t.regex(verb(root, "shutdown")[1], /^the Monitor stops; running on/);
	t.is(await monitor.ended(), 0);

	for (const words of [["hold", "one"], ["retry", "1"], ["pause"]])
		t.is(verb(root, ...words)[0], words[0] === "retry" ? 67 : 69, words[0]);
	const none = `catq: no Monitor runs on ${root.root}: nothing is started until one does`;
	t.deepEqual(verb(root, "up", "one"), [0, "one moved to priority-q", none]);
	root.drop("wait-q", "one", shell("true"));
	t.deepEqual(verb(root, "rm", "one"), [
		0,
		"priority-q/one moved to trash/one",
		"",
	]);
	t.deepEqual(root.names("priority-q"), ["three"]);

	t.regex(verb(root, "show", "two")[1], /^place +trash$/m);
	t.deepEqual(verb(root, "log", "two"), [
		0,
		"",
		"catq: two was moved to trash: removed by catq rm",
	]);
	t.deepEqual(verb(root, "rm", "two")[2], "catq: two lies in trash already");
	root.drop("trash", "wrong", "==== UNIT OF WORK\nCOMMAND ls\n");
	const [code, , err] = verb(root, "retry", "wrong");
	t.is(code, 65);
	t.regex(err, /wrong stays in trash, since it will not run as it is: line 2/);
	t.deepEqual(verb(root, "retry", "two"), [
		0,
		"two moved from trash to wait-q",
		`catq: no Monitor runs on ${root.root}: nothing is started until one does`,
	]);
	t.deepEqual(root.names("trash").sort(), ["one", "one.why", "wrong"]);
});
