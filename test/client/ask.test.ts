/** Asking a living Monitor, as programs do. */
import fs from "node:fs";
import test from "ava";
import { ask } from "../../src/client/ask.ts";
import { monitorRuns } from "../../src/client/monitor-runs.ts";
import { isHolder } from "../../src/jobs/flock.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot } from "../helpers/root.ts";

test("each of many who ask at once gets its own answer, whole", async (t) => {
	// Every answer is longer than this: monitor_says is put aside again and again.
	const root = await makeRoot(t, "says size :: 500\nsays keep :: 30\n");
	await startMonitor(t, root);
	const requests = Array.from({ length: 12 }, (_, i) =>
		i % 2 === 0 ? "CONFIG" : `HOLD ${"long-name-".repeat(20)}${i}`,
	);
	const answers = await Promise.all(requests.map((one) => ask(root, one)));
	answers.forEach((answer, i) => {
		const text = answer.kind === "answer" ? answer.text : answer.kind;
		if (i % 2 === 0) {
			t.regex(text, /^the configuration in force\nsleep seconds :: 15\n/);
			t.regex(text, /\nsays keep :: 30(\n|$)/);
		} else t.is(text, `there is no UOW named ${requests[i]?.slice(5)}`);
	});
});

test("where no Monitor runs nothing is asked, and nothing is left for the next one", async (t) => {
	const root = await makeRoot(t);
	const before = fs.readFileSync(root.reads, "utf8");
	t.deepEqual(await ask(root, "SHUTDOWN"), { kind: "no monitor" });
	t.is(fs.readFileSync(root.reads, "utf8"), before);
});

test("a Monitor is known by the lock that it has, whatever its note says", async (t) => {
	const root = await makeRoot(t);
	const { child, end } = await startMonitor(t, root);
	t.true(isHolder(child.pid ?? 0, root.root));
	t.false(isHolder(process.pid, root.root));
	const note = root.own("monitor");
	for (const text of [undefined, "", `pid ${process.pid} since now\n`]) {
		if (text === undefined) fs.rmSync(note);
		else fs.writeFileSync(note, text);
		t.true(monitorRuns(root));
	}
	await end();
	fs.writeFileSync(note, `pid ${process.pid} since now\n`);
	t.false(monitorRuns(root));
});

test("a Monitor that does not answer in time is not waited for", async (t) => {
	const root = await makeRoot(t);
	const { child } = await startMonitor(t, root);
	child.kill("SIGSTOP");
	t.deepEqual(await ask(root, "STATUS", 0.2), { kind: "no answer" });
	child.kill("SIGCONT");
	t.is((await ask(root, "STATUS")).kind, "answer");
});
