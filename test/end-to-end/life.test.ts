import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const settled = (root: Awaited<ReturnType<typeof makeRoot>>, name: string) =>
	until(
		`${name} settled`,
		() =>
			root.status("done-q", name) ??
			root.status("error-q", name) ??
			root.status("fail-q", name),
	) as Promise<string>;

test("a job past its TIMEOUT is stopped with its whole group and goes to fail-q with the reason", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"slow",
		shell(
			"trap 'echo asked; exit 9' TERM; sleep 60 & echo $! ; wait",
			"TIMEOUT :: 0.3s",
			"GRACE :: 20s",
		),
	);
	t.regex(await settled(root, "slow"), /^FAIL timeout 0\.30 s: exit 9 after /);
	const log = root.log("fail-q", "slow") ?? "";
	t.regex(log, /asked/);
	const child = /^\d+$/m.exec(log)?.[0] ?? "";
	await until(
		"the background child is gone",
		() => !fs.existsSync(`/proc/${child}`),
	);
});

test("a job that ignores the stop signal is killed after GRACE, and what holds its output with it", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"deaf",
		shell(
			"trap '' TERM; setsid env -i sleep 61 & echo started; while :; do sleep 1; done",
			"TIMEOUT :: 0.3s",
			"GRACE :: 0.3s",
		),
	);
	t.regex(
		await settled(root, "deaf"),
		/^FAIL timeout 0\.30 s: signal KILL after /,
	);
	t.regex(root.log("fail-q", "deaf") ?? "", /^started\n/);
});

test("STOP SIGNAL chooses what a job is asked with", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"polite",
		shell(
			"trap 'echo int; exit 7' INT; while :; do sleep 0.05; done",
			"TIMEOUT :: 0.3s",
			"STOP SIGNAL :: SIGINT",
		),
	);
	t.regex(
		await settled(root, "polite"),
		/^FAIL timeout 0\.30 s: exit 7 after /,
	);
});

test("a settled UOW that is moved back runs again, and its log goes on under ATTEMPT 2", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const flag = path.join(root.root, "flag");
	root.drop(
		"wait-q",
		"again",
		shell(`echo attempt $UOW_ATTEMPT; printf tail; test -e ${flag}`),
	);
	await until("first attempt in error-q", () => root.text("error-q", "again"));
	fs.writeFileSync(flag, "");
	fs.renameSync(
		path.join(root.folder("error-q"), "again"),
		path.join(root.folder("priority-q"), "again"),
	);
	await until("second attempt in done-q", () => root.text("done-q", "again"));
	t.regex(
		root.log("done-q", "again") ?? "",
		/^attempt 1\ntail\n==== ATTEMPT 2 \S+\nattempt 2\ntail$/,
	);
	t.regex(root.status("done-q", "again") ?? "", /^DONE exit 0 .*, attempt 2$/);
	t.is(root.names("error-q").length, 0);
});

test("a copy of a settled UOW is a new UOW with a new id and an empty log", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "one", shell("echo out"));
	await until("one done", () => root.text("done-q", "one"));
	fs.copyFileSync(
		path.join(root.folder("done-q"), "one"),
		path.join(root.folder("wait-q"), "two"),
	);
	await until("two done", () => root.text("done-q", "two"));
	t.is(root.log("done-q", "two"), "out\n");
	t.regex(root.text("done-q", "two") ?? "", / id 2\n/);
	t.is(root.log("done-q", "one"), "out\n");
});

test("RETRY moves a settled UOW back, and RETRIES tries again by itself after its pause", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"auto",
		shell("echo $UOW_ATTEMPT; exit 1", "RETRIES :: 2 every 0.2s"),
	);
	const status = await settled(root, "auto");
	t.regex(status, /^ERROR exit 1 .*, attempt 3$/);
	t.regex(
		root.log("error-q", "auto") ?? "",
		/^1\n==== ATTEMPT 2 \S+\n2\n==== ATTEMPT 3 \S+\n3\n$/,
	);
	root.ask("RETRY auto");
	await until(
		"attempt 4",
		() => root.status("error-q", "auto"),
		(seen) => seen?.endsWith("attempt 4") === true,
	);
});

test("a waiting UOW says what it waits for, and repairing a chain's first repairs the chain", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const flag = path.join(root.root, "flag");
	root.drop("wait-q", "second", shell("true", "AFTER :: first"));
	await until(
		"it waits for nobody yet",
		() => root.status("wait-q", "second"),
		(seen) => seen === "WAITING: after first, which is nowhere yet",
	);
	root.drop("wait-q", "first", shell(`test -e ${flag}`));
	await until(
		"it waits for a failed one",
		() => root.status("wait-q", "second"),
		(seen) =>
			seen === "WAITING: after first, which is in error-q: repair and retry it",
	);
	fs.writeFileSync(flag, "");
	root.ask("RETRY first");
	await until(
		"both done",
		() => root.names("done-q").length,
		(count) => count === 2,
	);
});

test("NOT BEFORE is waited for and said", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const soon = new Date(Date.now() + 8000).toISOString();
	root.drop("wait-q", "later", shell("date +%s", `NOT BEFORE :: ${soon}`));
	await until(
		"it says so",
		() => root.status("wait-q", "later"),
		(seen) => seen?.startsWith("WAITING: not before ") === true,
	);
	await until("done", () => root.text("done-q", "later"));
	t.true(Number(root.log("done-q", "later")) * 1000 >= Date.parse(soon) - 999);
});

test("UNIQUE refuses a UOW while an earlier one of its task waits or runs", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const gate = path.join(root.root, "gate");
	root.drop(
		"wait-q",
		"sync-1",
		shell(`until [ -e ${gate} ]; do sleep 0.02; done`, "UNIQUE :: yes"),
	);
	await until("the first runs", () =>
		root.text("currently-executing", "sync-1"),
	);
	root.drop("wait-q", "sync-2", shell("true", "UNIQUE :: yes"));
	await until("the second refused", () => root.status("fail-q", "sync-2"));
	t.is(
		root.status("fail-q", "sync-2"),
		"FAIL not run: UNIQUE, and sync-1 of the same task sync runs",
	);
	fs.writeFileSync(gate, "");
	await until("the first done", () => root.text("done-q", "sync-1"));
	fs.renameSync(
		path.join(root.folder("fail-q"), "sync-2"),
		path.join(root.folder("wait-q"), "sync-2"),
	);
	await until("the second done", () => root.text("done-q", "sync-2"));
	t.is(root.log("done-q", "sync-2"), "");
});

test("a running UOW that is moved away is put back, and its log is complete", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const gate = path.join(root.root, "gate");
	root.drop(
		"wait-q",
		"moved",
		shell(`echo one; until [ -e ${gate} ]; do sleep 0.02; done; echo two`),
	);
	await until(
		"it runs",
		() => root.log("currently-executing", "moved") === "one\n",
	);
	fs.renameSync(
		path.join(root.folder("currently-executing"), "moved"),
		path.join(root.folder("wait-q"), "moved"),
	);
	await until("put back", () => root.text("currently-executing", "moved"));
	fs.writeFileSync(gate, "");
	await until("done", () => root.text("done-q", "moved"));
	t.is(root.log("done-q", "moved"), "one\ntwo\n");
	t.deepEqual(root.names("wait-q"), []);
});

test("a text saved late by an editor does not run again", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.ask("PAUSE");
	root.drop("wait-q", "edited", shell("echo once"));
	const text = await until(
		"stamped",
		() => root.text("wait-q", "edited"),
		(seen) => seen?.startsWith("timestamp") === true,
	);
	root.ask("RESUME");
	await until("reaped", () => root.said().includes("edited: DONE"));
	root.drop("wait-q", "edited", text ?? "");
	await until("in trash", () => root.text("trash", "edited.why"));
	t.regex(
		root.text("trash", "edited.why") ?? "",
		/has already been run .*remove its first line/s,
	);
	t.deepEqual(root.names("done-q"), ["edited"]);
});

test("an editor that cuts spaces at line ends neither runs a UOW twice nor starts its attempts anew", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const cut = (text: string | undefined) => (text ?? "").replace(/ +$/gm, "");
	root.ask("PAUSE");
	root.drop("wait-q", "cut", shell("echo $UOW_ATTEMPT; exit 1"));
	await until(
		"stamped",
		() => root.status("wait-q", "cut"),
		(seen) => seen?.startsWith("WAITING") === true,
	);
	const waiting = cut(root.text("wait-q", "cut"));
	root.drop("wait-q", "cut", waiting);
	await until("padded again", () => root.text("wait-q", "cut") !== waiting);
	t.regex(root.text("wait-q", "cut") ?? "", / id 1\n/);
	root.ask("RESUME");
	await until("reaped", () => root.said().includes("cut: ERROR"));
	root.drop("wait-q", "cut", waiting);
	await until("the late save in trash", () => root.text("trash", "cut"));
	const failed = cut(root.text("error-q", "cut"));
	fs.rmSync(path.join(root.folder("error-q"), "cut"));
	root.drop("wait-q", "cut", failed);
	await until("second attempt", () => root.log("error-q", "cut"));
	t.regex(root.log("error-q", "cut") ?? "", /^1\n==== ATTEMPT 2 \S+\n2\n$/);
	t.regex(root.text("error-q", "cut") ?? "", / id 1\n/);
});

test("a UOW whose file a job removed is not taken for the next one that gets its inode", async (t) => {
	const root = await makeRoot(t, "slots :: 4\n");
	await startMonitor(t, root);
	for (let i = 0; i < 20; i += 1) {
		root.drop("wait-q", `gone-${i}`, shell('rm -f "$UOW_FILE"; sleep 0.05'));
		root.drop("wait-q", `here-${i}`, shell("echo ran"));
	}
	await until(
		"twenty done",
		() =>
			root.names("done-q").filter((name) => name.startsWith("here-")).length,
		(count) => count === 20,
	);
	for (let i = 0; i < 20; i += 1)
		t.is(root.log("done-q", `here-${i}`), "ran\n", `here-${i}`);
	await until(
		"all slots free",
		() => root.names("currently-executing").length,
		(count) => count === 0,
	);
	await until(
		"those that were removed are saved",
		() => root.names("done-q").length,
		(count) => count === 40,
	);
});

test("a folder that is moved away is made anew, and the Monitor goes on", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	fs.renameSync(root.folder("done-q"), `${root.folder("done-q")}-2026`);
	root.drop("wait-q", "after", shell("true"));
	await until(
		"done in the new folder",
		() => fs.existsSync(root.folder("done-q")) && root.text("done-q", "after"),
	);
});
