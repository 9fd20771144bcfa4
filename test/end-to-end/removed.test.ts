/** A UOW whose file is removed or replaced while its job runs: nothing that the job wrote is lost. */
import fs from "node:fs";
import test from "ava";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const SLOW =
	"echo one; until [ -e $UOW_ROOT/go ]; do sleep 0.05; done; echo two";

test("a UOW that is removed while it runs is saved with its whole log when it ends", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "job", shell(SLOW));
	await until(
		"it runs",
		() => root.log("currently-executing", "job") === "one\n",
	);
	fs.unlinkSync(root.at("currently-executing", "job"));
	fs.writeFileSync(`${root.root}/go`, "");
	await until("it is saved", () =>
		root.status("done-q", "job")?.startsWith("DONE exit 0"),
	);
	t.is(root.log("done-q", "job"), "one\ntwo\n");
	await until("it is said", () =>
		/job: its file was removed or replaced while it ran; what it held was saved/.test(
			root.said(),
		),
	);
	await until("its records are gone", () =>
		fs.readdirSync(root.folder("run")).every((name) => !/^\d+-/.test(name)),
	);
});

test("it is saved by the next Monitor, too, where it was removed while none lived", async (t) => {
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	root.drop("wait-q", "job", shell(SLOW));
	await until(
		"it runs",
		() => root.log("currently-executing", "job") === "one\n",
	);
	await first.end("SIGKILL");
	fs.unlinkSync(root.at("currently-executing", "job"));
	const second = await startMonitor(t, root);
	// It has looked, and found it gone.
	root.ask("STATUS");
	await until("an answer", () => root.said().includes(" STATUS: "));
	fs.writeFileSync(`${root.root}/go`, "");
	await until("it is saved", () =>
		root.status("done-q", "job")?.startsWith("DONE exit 0"),
	);
	t.is(root.log("done-q", "job"), "one\ntwo\n");
	t.is(await second.end(), 0);
});

test("an editor that replaces a running UOW cuts nothing off: the job's own file is settled, the edited one goes to trash", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "job", shell(SLOW));
	await until(
		"it runs",
		() => root.log("currently-executing", "job") === "one\n",
	);
	const file = root.at("currently-executing", "job").toString();
	fs.writeFileSync(`${file}~`, `${fs.readFileSync(file, "utf8")}edited\n`);
	fs.renameSync(`${file}~`, file);
	await until("the edited one is in trash", () =>
		root.text("trash", "job")?.endsWith("edited\n"),
	);
	fs.writeFileSync(`${root.root}/go`, "");
	await until("it is saved", () =>
		root.status("done-q", "job")?.startsWith("DONE exit 0"),
	);
	t.is(root.log("done-q", "job"), "one\ntwo\n");
});

test("a running UOW that is emptied in place stays one file, and nothing is said to have been removed", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "job", shell(SLOW));
	await until(
		"it runs",
		() => root.log("currently-executing", "job") === "one\n",
	);
	fs.truncateSync(root.at("currently-executing", "job"));
	fs.writeFileSync(`${root.root}/go`, "");
	await until("it is settled", () => /job: DONE exit 0/.test(root.said()));
	t.deepEqual(root.names("done-q"), ["job"]);
	t.notRegex(root.said(), /removed or replaced/);
});

test("what a consumer takes out of done-q at once is not made again", async (t) => {
	const root = await makeRoot(t, "slots :: 4\n");
	const taken = `${root.root}-taken`;
	fs.mkdirSync(taken);
	t.teardown(() => fs.rmSync(taken, { recursive: true }));
	const consumer = fs.watch(root.folder("done-q"), (_, name) => {
		const file = `${root.folder("done-q")}/${name}`;
		// The placeholder of a move is nobody's result.
		if (!name?.startsWith("job") || !isWritten(file)) return;
		fs.renameSync(file, `${taken}/${name}`);
	});
	t.teardown(() => consumer.close());
	await startMonitor(t, root);
	const names = Array.from({ length: 8 }, (_, i) => `job-${i}`);
	for (const name of names) root.drop("wait-q", name, shell("echo out"));
	await until("all have ended", () =>
		names.every((name) => root.said().includes(`${name}: DONE`)),
	);
	root.ask("STATUS");
	await until("an answer", () => root.said().includes(" STATUS: "));
	t.deepEqual(
		[...root.names("done-q"), ...fs.readdirSync(taken)].sort(),
		names,
	);
});

function isWritten(file: string): boolean {
	return (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
