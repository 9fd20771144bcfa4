/** catq add: what it puts into the queue, and what it refuses. */

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { nameFrom, nameProblem } from "../../src/client/drop.ts";
import { CLI, catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const add = (root: TestRoot, ...words: string[]) => {
	const { code, out, err } = catq(["--root", root.root, "add", ...words]);
	return [code, out.trimEnd(), err.trimEnd()] as const;
};

const incoming = (root: TestRoot) =>
	fs.readdirSync(root.folder("incoming")).filter((name) => name !== "README");

test("a command is put whole into the queue, under a name that is printed and nothing else", async (t) => {
	const root = await makeRoot(t);
	const [code, name, err] = add(
		root,
		"--timeout",
		"5m",
		"--unique",
		"--info-1",
		"two words",
		"--set",
		"HOST=a=b",
		"--set",
		"user name=x",
		"/bin/echo",
		"--name",
		"a b",
		"--",
		"-c",
	);
	t.is(code, 0);
	t.regex(name, /^echo-\d{6}$/);
	t.is(
		err,
		`catq: no Monitor runs on ${root.root}: it waits there until one does`,
	);
	t.is(
		root.text("wait-q", name),
		`==== UNIT OF WORK
COMMAND :: /bin/echo --name 'a b' -- -c
HOST :: a=b
USER NAME :: x
INFO 1 :: two words
TIMEOUT :: 5m
UNIQUE :: yes
DIRECTORY :: ${process.cwd()}

==== STATUS


==== JOB LOG
`,
	);
	t.deepEqual(incoming(root), []);
	t.is(fs.statSync(root.at("wait-q", name)).mode & 0o777, 0o640);
});

test("a name is never overwritten, in whatever place it is", async (t) => {
	const root = await makeRoot(t);
	fs.writeFileSync(root.at("done-q", "a"), "x");
	const names = ["--hold", "--priority", "--hold"].map(
		(flag) => add(root, flag, "--name", "a", "--", "-x", "y")[1],
	);
	t.deepEqual(names, ["a.2", "a.3", "a.4"]);
	t.deepEqual(root.names("priority-q"), ["a.3"]);
	t.regex(
		root.text("wait-q", "a.2") ?? "",
		/^COMMAND :: '-x' y$[\s\S]*^==== STATUS\nHELD$/m,
	);
});

test("a UOW or its header comes from a file or from standard input, with options beside it", async (t) => {
	const root = await makeRoot(t);
	const file = path.join(root.root, "../my job.txt");
	const header = "# why\nCOMMAND ::\n\ta\n\n\tb\nHOST :: x";
	const headerOf = (name: string) =>
		/^==== UNIT OF WORK\n([\s\S]*?)\n\n==== STATUS\n\n/.exec(
			root.text("wait-q", name) ?? "",
		)?.[1];
	for (const text of [
		header,
		`\ufeff==== UNIT OF WORK\n${header}\n`,
		`timestamp: 12 enqueued x id 3\n\n==== UNIT OF WORK\n${header}\n\n==== STATUS\nDONE exit 0\n\n==== JOB LOG\n==== x\n`,
	]) {
		fs.writeFileSync(file, text);
		const [code, name] = add(root, "-f", file, "--grace", "1s");
		t.is(code, 0);
		t.regex(name, /^my-job-\d{6}$/);
		t.is(headerOf(name), `${header}\nGRACE :: 1s`);
	}
	const piped = spawnSync(
		process.execPath,
		[CLI, "--root", root.root, "add", "-f", "-", "--name", "p"],
		{ input: "COMMAND :: true\r\n", encoding: "utf8" },
	);
	t.is(piped.stdout, "p\n");
	t.is(headerOf("p"), "COMMAND :: true");
});

test("what the Monitor would refuse is refused before it is dropped, with the option or line", async (t) => {
	const root = await makeRoot(
		t,
		"shell jobs :: no\n\n==== JOB TYPE deploy\nWORDS :: /bin/echo {HOST}\nREQUIRED :: HOST\n",
	);
	const file = path.join(root.root, "../f");
	fs.writeFileSync(
		file,
		"\n==== UNIT OF WORK\nJOB TYPE :: deploy\nHOST :: x\nGRACE :: soon\n",
	);
	const cases: Record<string, [string[], number, RegExp]> = {
		"no command": [[], 64, /^catq: what is to be run\?/],
		"an option": [["-x"], 64, /unknown option '-x'/],
		"its value": [["--timeout", "5x", "a"], 64, /--timeout: TIMEOUT: expected/],
		"no value": [["--set", "x", "a"], 64, /--set x: expected NAME=VALUE/],
		"a line break": [["--info-1", "a\nb", "a"], 64, /--info-1: a value is one/],
		"no name": [["--set", "a:b=c", "a"], 64, /--set a:b: "A:B" is no name/],
		twice: [
			["--set", "GRACE=1", "--grace", "2", "a"],
			64,
			/--grace: GRACE is given twice/,
		],
		"a claimed name": [["--set", "SLOT=1", "a"], 64, /--set SLOT: SLOT cannot/],
		"a path": [
			["--type", "deploy", "--set", "HOST=x", "--name", "a/b"],
			64,
			/--name a\/b: it has a slash/,
		],
		"a type": [["a"], 65, /runs no shell commands .* job types are deploy/],
		"what it needs": [["--type", "deploy"], 65, /job type deploy needs HOST/],
		"a line": [["-f", file], 65, /f: line 5: GRACE: expected/],
		"no file": [["-f", "/none"], 66, /\/none: there is no such file/],
	};
	for (const [what, [words, expected, words_]] of Object.entries(cases)) {
		const [code, out, err] = add(root, ...words);
		t.deepEqual([code, out], [expected, ""], what);
		t.regex(err, words_, what);
	}
	t.deepEqual([...root.names("wait-q"), ...incoming(root)], []);
});

test("bytes that are not UTF-8 are not run as something else", async (t) => {
	const root = await makeRoot(t);
	const run = spawnSync("bash", [
		"-c",
		`"$0" "$1" --root "$2" add echo $'a\\xff'`,
		process.execPath,
		CLI,
		root.root,
	]);
	t.is(run.status, 64);
	t.regex(String(run.stderr), /bytes that are not UTF-8/);
});

test("names are safe, say what is run, and are free", async (t) => {
	const root = await makeRoot(t);
	const cases = {
		"/usr/bin/make": /^make-\d{6}$/,
		"": /^job-\d{6}$/,
		"..": /^job-\d{6}$/,
		".hidden": /^hidden-\d{6}$/,
		"a b;c": /^a-b-c-\d{6}$/,
		README: /^README-\d{6}$/,
	};
	for (const [words, expected] of Object.entries(cases)) {
		const name = nameFrom(root, words);
		t.regex(name, expected);
		t.is(nameProblem(name), undefined);
	}
	for (const name of [
		"",
		"a/b",
		".a",
		"a~",
		"a.tmp",
		"README",
		"-a",
		"a\n",
		" a",
		"a\u202e",
		"x".repeat(300),
	])
		t.not(nameProblem(name), undefined, name);
});

test("one that is added held waits until it is released, and then runs where it was typed", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	const [, name, err] = add(root, "--hold", "pwd; printf '%s|' \"$UOW_HOST\"");
	t.is(err, "");
	await until("it is accepted", () => root.status("wait-q", name) === "HELD");
	const [, other] = add(root, "printf", "%s|", "a b", "$x\n", "'");
	await until("the other is done", () => root.status("done-q", other));
	t.is(root.log("done-q", other), "a b|$x\n|'|");
	t.is(root.status("wait-q", name), "HELD");
	t.is(catq(["--root", root.root, "release", name]).code, 0);
	await until("it is done", () => root.status("done-q", name));
	t.is(root.log("done-q", name), `${process.cwd()}\n|`);
	await monitor.end();
});
