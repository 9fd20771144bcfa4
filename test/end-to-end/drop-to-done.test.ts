import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, uow } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test("a dropped UOW runs and settles in done-q with its log, colours kept", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"hello",
		shell(
			String.raw`printf '\033[32mgreen\033[0m\n'; echo err >&2; echo dev > /dev/stderr`,
		),
	);
	await until("hello in done-q", () => root.text("done-q", "hello"));
	t.is(root.log("done-q", "hello"), "\x1b[32mgreen\x1b[0m\nerr\ndev\n");
	t.regex(
		root.status("done-q", "hello") ?? "",
		/^DONE exit 0 after [\d.]+ s, \d{4}-\d\d-\d\dT\S+Z to \d{4}-\S+Z$/,
	);
	t.regex(
		root.text("done-q", "hello") ?? "",
		/^timestamp: \d{10}(-\d+)? enqueued \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ id 1\n/,
	);
	await until(
		"no record left",
		() =>
			fs.readdirSync(root.folder("run")).filter((name) => /^\d+-/.test(name)),
		(seen) => seen.length === 0,
	);
});

test("another exit code is an error, a signal a failure, and STATUS says which", async (t) => {
	const root = await makeRoot(t, "slots :: 3\n");
	await startMonitor(t, root);
	root.drop("wait-q", "three", shell("exit 3"));
	root.drop("wait-q", "killed", shell("kill -KILL $$"));
	root.drop("wait-q", "accepted", shell("exit 3", "SUCCESS EXITS :: 0, 3"));
	await until("three in error-q", () => root.status("error-q", "three"));
	await until("killed in fail-q", () => root.status("fail-q", "killed"));
	await until("accepted in done-q", () => root.status("done-q", "accepted"));
	t.regex(root.status("error-q", "three") ?? "", /^ERROR exit 3 after /);
	t.regex(root.status("fail-q", "killed") ?? "", /^FAIL signal KILL after /);
	t.regex(root.status("done-q", "accepted") ?? "", /^DONE exit 3 after /);
});

test("a header alone is accepted once it was quiet, never while its last line is unfinished", async (t) => {
	const root = await makeRoot(
		t,
		"settle seconds :: 0.3\ngive up seconds :: 1\n",
	);
	await startMonitor(t, root);
	const file = path.join(root.folder("wait-q"), "slow");
	fs.writeFileSync(file, "==== UNIT OF WORK\nCOMMAND :: echo whole");
	const trashed = until("the unfinished one in trash", () =>
		root.text("trash", "slow"),
	);
	root.drop("wait-q", "quiet", "==== UNIT OF WORK\nCOMMAND :: echo whole\n");
	await until("quiet in done-q", () => root.text("done-q", "quiet"));
	t.is(root.log("done-q", "quiet"), "whole\n");
	await trashed;
	t.regex(root.text("trash", "slow.why") ?? "", /does not end with a newline/);
});

test("a file that somebody still has open for writing is left alone", async (t) => {
	const root = await makeRoot(t, "settle seconds :: 0.2\n");
	await startMonitor(t, root);
	const file = path.join(root.folder("wait-q"), "open");
	const fd = fs.openSync(file, "w");
	fs.writeSync(fd, "==== UNIT OF WORK\nCOMMAND :: echo one\n");
	root.drop("wait-q", "other", "==== UNIT OF WORK\nCOMMAND :: echo two\n");
	await until("the other one done", () => root.text("done-q", "other"));
	t.true(fs.existsSync(file));
	fs.writeSync(fd, "INFO 1 :: late\n");
	fs.closeSync(fd);
	await until("the open one done", () => root.text("done-q", "open"));
	t.regex(root.text("done-q", "open") ?? "", /INFO 1 :: late/);
});

test("priority-q goes before wait-q, then the timestamp counts, its ordinal, and the name", async (t) => {
	const root = await makeRoot(t);
	const order = path.join(root.root, "order");
	const note = (name: string) => `echo ${name} >> ${order}`;
	root.drop("wait-q", "c", `timestamp: 1000-2\n${shell(note("c"))}`);
	root.drop("wait-q", "b", `timestamp: 1000-2\n${shell(note("b"))}`);
	root.drop("wait-q", "d", `timestamp: 1000-1\n${shell(note("d"))}`);
	root.drop(
		"wait-q",
		"e",
		`timestamp: 1970-01-01T00:00:01Z\n${shell(note("e"))}`,
	);
	root.drop("wait-q", "f", shell(note("f")));
	root.drop("priority-q", "p", shell(note("p")));
	await startMonitor(t, root);
	await until(
		"all six done",
		() => root.names("done-q").length,
		(count) => count === 6,
	);
	t.is(fs.readFileSync(order, "utf8"), "p\ne\nd\nb\nc\nf\n");
});

test("files stamped in one pass get ordinals by file time, then name", async (t) => {
	const root = await makeRoot(t);
	for (const [name, time] of [
		["late", 300],
		["early", 100],
		["b", 200],
		["a", 200],
	] as const) {
		root.drop("wait-q", name, shell("sleep 60"));
		fs.utimesSync(path.join(root.folder("wait-q"), name), time, time);
	}
	root.ask("PAUSE");
	await startMonitor(t, root);
	const ordinal = (name: string) =>
		/^timestamp: \d+-(\d+) /.exec(root.text("wait-q", name) ?? "")?.[1];
	await until(
		"all stamped",
		() => ["early", "a", "b", "late"].map(ordinal),
		(seen) => seen.every((one) => one !== undefined),
	);
	t.deepEqual(["early", "a", "b", "late"].map(ordinal), ["1", "2", "3", "4"]);
});

test("with three slots three jobs run at once, and no more", async (t) => {
	const root = await makeRoot(t, "slots :: 3\n");
	await startMonitor(t, root);
	const gate = path.join(root.root, "gate");
	for (const name of ["a", "b", "c", "d"])
		root.drop(
			"wait-q",
			name,
			shell(`until [ -e ${gate} ]; do sleep 0.02; done; echo $UOW_SLOT`),
		);
	await until(
		"three running",
		() => root.names("currently-executing").length,
		(count) => count === 3,
	);
	t.is(root.names("wait-q").length, 1);
	fs.writeFileSync(gate, "");
	await until(
		"all done",
		() => root.names("done-q").length,
		(count) => count === 4,
	);
	const slots = ["a", "b", "c", "d"].map((name) =>
		root.log("done-q", name)?.trim(),
	);
	t.deepEqual(new Set(slots), new Set(["1", "2", "3"]));
});

test("a dropped file starts in well under a second on an idle queue", async (t) => {
	const root = await makeRoot(t, "sleep seconds :: 600\n");
	await startMonitor(t, root);
	root.drop("wait-q", "first", shell("true"));
	await until("first done", () => root.text("done-q", "first"));
	const begun = performance.now();
	root.drop("wait-q", "second", shell("true"));
	await until("second done", () => root.text("done-q", "second"));
	t.log(`drop to done: ${Math.round(performance.now() - begun)} ms`);
	t.true(
		performance.now() - begun < 30_000,
		"the timer of ten minutes was not needed",
	);
});

test("a job sees its UOW's items, its names and places, and nothing of the Monitor's environment", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root, {
		env: { SECRET_TOKEN: "x", NOTIFY_SOCKET: "", NODE_OPTIONS: "" },
	});
	root.drop(
		"wait-q",
		"env-7",
		uow(
			"COMMAND :: env | sort; pwd; readlink /proc/self/fd/0",
			"HOST :: web 1; rm -rf $HOME",
			"ld-preload :: /nowhere.so",
			"INFO 1 :: grün",
		),
	);
	await until("done", () => root.text("done-q", "env-7"));
	const log = Buffer.from(
		root.log("done-q", "env-7") ?? "",
		"latin1",
	).toString();
	for (const line of [
		"UOW_NAME=env-7",
		"UOW_ID=1",
		"UOW_ATTEMPT=1",
		"UOW_SLOT=1",
		`UOW_ROOT=${root.root}`,
		`UOW_FILE=${root.root}/currently-executing/env-7`,
		"UOW_HOST=web 1; rm -rf $HOME",
		"UOW_LD_PRELOAD=/nowhere.so",
		"UOW_INFO_1=grün",
		path.dirname(root.root),
		"/dev/null",
	])
		t.true(log.split("\n").includes(line), line);
	t.notRegex(log, /SECRET_TOKEN|NOTIFY_SOCKET|NODE_OPTIONS|^LD_PRELOAD/m);
});

test("a command of several lines is one script, indentation and blank lines kept", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"script",
		uow(
			"COMMAND ::",
			"    for i in 1 2; do",
			"        echo $i",
			"",
			"        # a comment of the script",
			"    done",
			"    cat <<EOF",
			"    NAME :: text",
			"    EOF",
			"DIRECTORY :: /",
		),
	);
	await until("done", () => root.text("done-q", "script"));
	t.is(root.log("done-q", "script"), "1\n2\nNAME :: text\n");
});

test("a name that is taken in done-q gets a number, and both stay", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	for (const round of [1, 2, 3]) {
		root.drop("wait-q", "same", shell(`echo ${round}`));
		await until(
			`round ${round}`,
			() => root.names("done-q").length,
			(count) => count === round,
		);
	}
	t.deepEqual(root.names("done-q").sort(), ["same", "same.2", "same.3"]);
	t.is(root.log("done-q", "same.3"), "3\n");
});

test("a log of many megabytes is complete when the UOW settles", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "loud", shell("seq 1 1000000"));
	await until("done", () => root.text("done-q", "loud"));
	const log = root.log("done-q", "loud") ?? "";
	t.is(log.length, 6_888_896);
	t.true(log.endsWith("\n1000000\n"));
	t.regex(root.status("done-q", "loud") ?? "", /^DONE exit 0 /);
});
