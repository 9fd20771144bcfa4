/** catq explain: the story of a UOW wherever it lies, from the files alone. */
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

/** Lines of the story; of what the Monitor said only that it is there. */
const story = (root: TestRoot, uow: string) =>
	catq(["--root", root.root, "explain", uow])
		.out.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "TIME")
		.trimEnd()
		.split("\n");

test("explain tells where a UOW lies, what it waits for, how it went, and what can be done", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop("wait-q", "dump", shell("exit 3", "RETRIES :: 1 every 0s"));
	await until("it has failed twice", () => root.status("error-q", "dump"));
	root.drop("wait-q", "wrong", "==== UNIT OF WORK\nCOMMAND ls\n");
	await until("it is in trash", () => root.text("trash", "wrong.why"));
	root.drop("wait-q", "runs", shell("sleep 600"));
	await until("it runs", () => root.status("currently-executing", "runs"));
	root.drop("wait-q", "copy", shell("true", "AFTER :: dump"));
	root.drop(
		"wait-q",
		"last\u001b[31m",
		shell("true", "AFTER :: copy", "NOT BEFORE :: 2099-01-01T00:00Z"),
	);
	await until("all wait", () =>
		root.status("wait-q", "last\u001b[31m")?.startsWith("WAITING: "),
	);

	const dump = story(root, "1");
	t.deepEqual(dump.slice(0, 3), [
		"dump (id 1, task dump) lies in error-q, accepted TIME.",
		dump[1]?.startsWith("It has ended: ERROR exit 3 after ") ? dump[1] : "",
		"It was started 2 times.",
	]);
	t.true(dump.some((line) => /TIME dump: WAITING attempt 2 /.test(line)));
	t.is(
		dump.at(-1),
		"  mend what was wrong, then catq retry dump: run it again",
	);

	const runs = story(root, "runs");
	t.regex(runs[1] ?? "", /^It runs for \d+ s\.$/);
	t.is(runs.at(-1), "  catq kill runs: end it");

	const last = story(root, "last");
	t.regex(last[0] ?? "", /^last \(id \d+, /);
	t.true(
		last.includes(
			"It waits: after copy, which waits in wait-q; that one: after dump, which lies in error-q: repair and retry it.",
		),
	);
	t.true(last.includes("It waits: it must not start before TIME."));
	t.true(last.includes("It waits: the only slot is taken."));
	t.true(last.includes("  mend dump, then catq retry dump: it goes on"));
	t.true(last.includes("It has not been started so far."));

	const wrong = story(root, "wrong");
	t.is(wrong[0], "wrong (without an id, task wrong) lies in trash.");
	t.true(
		wrong.includes('  line 2: expected NAME :: CONTENT, found "COMMAND ls"'),
	);

	await monitor.end("SIGKILL");
	const held = catq(["--root", root.root, "explain", "copy", "--json"]);
	const facts = JSON.parse(held.out);
	t.deepEqual(facts.after, [{ name: "dump", place: "error-q", after: [] }]);
	t.deepEqual([facts.queue.monitor, facts.place], [false, "wait-q"]);
	t.regex(held.err, /^catq: no Monitor runs on /);
	t.true(story(root, "copy").includes("It waits: no Monitor runs."));
	t.is(catq(["--root", root.root, "explain", "nothing"]).code, 66);
});
