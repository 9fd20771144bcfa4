/** catq feedback: what a job reports. */
import fs from "node:fs";
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test("feedback prints what a running job reports now, and says so where it promised none", async (t) => {
	const root = await makeRoot(t, "slots :: 2\n");
	const monitor = await startMonitor(t, root);
	const verb = (name: string) => catq(["--root", root.root, "feedback", name]);
	root.drop(
		"wait-q",
		"a",
		shell(
			`echo '[progress]40' >> $UOW_FEEDBACK; while [ ! -e $UOW_ROOT/go ]; do sleep 0.1; done; echo '[progress]50' >> $UOW_FEEDBACK; sleep 600`,
			"FEEDBACK :: 10m",
		),
	);
	root.drop("wait-q", "b", shell("sleep 600"));
	const first = await until(
		"its first value",
		() => verb("a"),
		({ out }) => out.includes("progress"),
	);
	t.deepEqual(
		[first.code, first.out, first.err],
		[0, '{\n  "progress": "40"\n}\n', ""],
	);
	fs.writeFileSync(`${root.root}/go`, "");
	const id = /id (\d+)/.exec(root.text("currently-executing", "a") ?? "")?.[1];
	await until("its second value", () => verb(id ?? "").out.includes('"50"'));
	root.ask(`FEEDBACK ${id}`);
	await until("its answer", () =>
		root.said().includes(`FEEDBACK ${id}: {"progress":"50"}\n`),
	);
	await until("b runs", () => root.status("currently-executing", "b"));
	const none = verb("b");
	t.deepEqual(
		[none.code, none.out, none.err],
		[1, "", "catq: b promised no feedback: its header has no FEEDBACK\n"],
	);
	t.is(verb("nobody").code, 66);
	await monitor.end("SIGKILL");
	const later = verb("a");
	t.deepEqual(JSON.parse(later.out), { progress: "50" });
	t.regex(later.err, /no Monitor runs/);
});

test("feedback prints what a job that has ended reported last", async (t) => {
	const root = await makeRoot(t, "slots :: 2\n");
	await startMonitor(t, root);
	const verb = (name: string) => catq(["--root", root.root, "feedback", name]);
	root.drop(
		"wait-q",
		"a",
		shell(
			"echo '[progress]100' >> $UOW_FEEDBACK; echo '[note]a :: b' >> $UOW_FEEDBACK",
			"FEEDBACK :: 10m",
		),
	);
	root.drop("wait-q", "silent", shell("true", "FEEDBACK :: 10m"));
	// Its log only looks as if it had reported something.
	root.drop("wait-q", "liar", shell("printf '==== FEEDBACK\\nx :: 1\\n'"));
	await until("all are done", () => root.names("done-q").length === 3);
	t.deepEqual(JSON.parse(verb("a").out), { progress: "100", note: "a :: b" });
	t.deepEqual(JSON.parse(verb("silent").out), {});
	t.is(verb("liar").code, 1);
	root.ask("FEEDBACK a");
	await until("its answer", () =>
		root.said().includes('FEEDBACK a: {"progress":"100","note":"a :: b"}\n'),
	);
});
