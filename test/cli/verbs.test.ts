import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "ava";
import { EXIT } from "../../src/cli/exit.ts";
import { catq } from "../helpers/daemon.ts";

const folder = () => fs.mkdtempSync(path.join(os.tmpdir(), "catq-cli-"));

test("init makes a root with all folders and their manuals, and leaves one that is there alone", (t) => {
	const base = folder();
	const root = path.join(base, "q");
	const first = catq(["init", "q"], { cwd: base });
	t.is(first.code, 0);
	t.is(first.out, `${root} made\n`);
	for (const place of [
		"wait-q",
		"priority-q",
		"currently-executing",
		"done-q",
		"error-q",
		"fail-q",
		"trash",
		"archive",
		"incoming",
		"run",
		"feedback",
		"status",
	]) {
		t.true(fs.statSync(path.join(root, place)).isDirectory(), place);
		t.true(fs.existsSync(path.join(root, place, "README")), `${place}/README`);
	}
	t.is(fs.statSync(path.join(root, "run")).mode & 0o777, 0o700);
	t.regex(
		fs.readFileSync(path.join(root, "monitor_reads"), "utf8"),
		/^# Edition .*\n# Requests to the Monitor/,
	);
	fs.writeFileSync(path.join(root, "monitor.config.txt"), "slots :: 7\n");
	t.regex(catq(["init", "q"], { cwd: base }).out, /is a queue root already/);
	t.is(
		fs.readFileSync(path.join(root, "monitor.config.txt"), "utf8"),
		"slots :: 7\n",
	);
});

test("check says what is wrong with file and line, and its exit code tells", (t) => {
	const base = folder();
	fs.writeFileSync(
		path.join(base, "good"),
		"==== UNIT OF WORK\nCOMMAND :: true\n",
	);
	fs.writeFileSync(path.join(base, "bad"), "==== UNIT OF WORK\nCOMMAND true\n");
	fs.writeFileSync(
		path.join(base, "unended"),
		"==== UNIT OF WORK\nCOMMAND :: true",
	);
	fs.writeFileSync(
		path.join(base, "type"),
		"==== UNIT OF WORK\nJOB TYPE :: deploy\n",
	);
	fs.writeFileSync(path.join(base, "my.config.txt"), "slots :: 0\n");
	fs.writeFileSync(path.join(base, "README"), "A manual.\n");
	const one = catq(["check", "good", "./README"], { cwd: base });
	t.deepEqual([one.code, one.out, one.err], [0, "", "good: right\n"]);
	const all = catq(
		["check", "good", "bad", "unended", "type", "my.config.txt", "gone"],
		{ cwd: base },
	);
	t.is(all.code, 65);
	t.deepEqual(all.out.trimEnd().split("\n"), [
		'bad: line 2: expected NAME :: CONTENT, found "COMMAND true"',
		"unended: its last line does not end with a newline: it would wait as unfinished",
		'type: there is no job type "deploy"; the job types are shell',
		'my.config.txt: line 1: slots: expected a whole number from 1 to 1000, found "0"',
		"gone: there is no such file",
	]);
});

test("the root is --root, $CATQ_ROOT, the nearest above, or ./queue-root", (t) => {
	const base = folder();
	catq(["init", "a"], { cwd: base });
	catq(["init", "queue-root"], { cwd: base });
	const rootOf = (args: string[], cwd: string, env: NodeJS.ProcessEnv = {}) =>
		/starts on (\S+)/.exec(
			catq([...args, "monitor", "--once"], {
				cwd,
				env: { ...process.env, ...env },
			}).out,
		)?.[1];
	t.is(rootOf([], base), path.join(base, "queue-root"));
	t.is(rootOf([], path.join(base, "a", "wait-q")), path.join(base, "a"));
	t.is(
		rootOf([], path.join(base, "a"), {
			CATQ_ROOT: path.join(base, "queue-root"),
		}),
		path.join(base, "queue-root"),
	);
	t.is(
		rootOf(["--root", "a"], base, { CATQ_ROOT: "/nowhere" }),
		path.join(base, "a"),
	);
	const none = catq(["--root", "none", "monitor"], { cwd: base });
	t.is(none.code, 78);
	t.regex(none.err, /none is no queue root; "catq init .*none" makes one/);
});

test("a wrong verb or option is answered with what was probably meant, and exit code 64", (t) => {
	const dance = catq(["dance"]);
	t.is(dance.code, 64);
	t.regex(dance.err, /^catq: unknown command 'dance'\nsee: catq --help\n$/);
	t.regex(catq(["realease"]).err, /did you mean release\?/);
	t.deepEqual(catq(["help", "dance"]), dance);
	const twice = catq(["monitor", "--onec"]);
	t.is(twice.code, 64);
	t.regex(
		twice.err,
		/^catq: unknown option '--onec'; did you mean --once\?\nsee: catq monitor --help\n$/,
	);
	t.regex(catq(["--version"]).out, /^\d+\.\d+\.\d+\n$/);
});

test("help lists every verb under its heading, and every exit code", (t) => {
	const { code, out } = catq(["--help"]);
	t.is(code, 0);
	t.regex(out, /^Steering:\n(?: {2}.*\n)*? {2}hold /m);
	for (const number of Object.values(EXIT))
		t.regex(out, new RegExp(`^ +${number} {2}\\w`, "m"), String(number));
	t.regex(catq(["up", "--help"]).out, /^Examples:\n {2}catq up nightly-12$/m);
});

test("what cannot be done is said at once: no rights, no folder, no text file", (t) => {
	const base = folder();
	fs.writeFileSync(path.join(base, "file"), "");
	const onFile = catq(["init", "file"], { cwd: base });
	t.is(onFile.code, 78);
	t.regex(onFile.err, /file cannot be made: .*is a file, not a folder/);
	const nowhere = catq(["init", "/proc/x/q"], { cwd: base });
	t.is(nowhere.code, 78);
	execFileSync("mkfifo", [path.join(base, "fifo")]);
	const check = catq(["check", "fifo", "."], { cwd: base });
	t.is(check.code, 65);
	t.regex(
		check.out,
		/^fifo: it is no regular file.*\n\.: it is no regular file/,
	);
});
