/** catq-add: the shell program puts commands into a queue as catq add does, in whatever shell. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { CATQ_ADD, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const SHELLS = ["dash", "bash"];

/** The configuration of a new root. */
const TEMPLATE = path.join(path.dirname(CATQ_ADD), "../monitor.config.txt");

function add(shell: string, words: readonly string[], cwd = process.cwd()) {
	const env = { ...process.env, CATQ_ROOT: "" };
	const run = spawnSync(shell, [CATQ_ADD, ...words], {
		encoding: "utf8",
		cwd,
		env,
	});
	return [run.status, run.stdout.trimEnd(), run.stderr] as const;
}

const incoming = (root: TestRoot) =>
	fs.readdirSync(root.folder("incoming")).filter((name) => name !== "README");

const HOSTILE = [
	"$(id)",
	"`id`",
	"a\nb\n",
	"\t\\n\\",
	"it's",
	"''",
	'"',
	"-x",
	"--",
	"*",
	"~",
	"",
	" ",
	"#",
	"a=b",
	"$HOME",
	"\\",
	"é ł ā漢😀",
	"\u00a0",
	"==== JOB LOG",
	"A :: b",
	"!",
];

test("each word reaches the program just as it was given, and a line for the shell does what it says", async (t) => {
	const root = await makeRoot(t, "slots :: 8\n");
	const monitor = await startMonitor(t, root);
	const here = fs.mkdtempSync(path.join(root.root, "../ é"));
	const show = 'printf "<%s>" "$@"; pwd';
	const cases: [words: string[], log: string][] = [
		[
			["bash", "-c", show, "x", ...HOSTILE],
			`${HOSTILE.map((word) => `<${word}>`).join("")}${here}\n`,
		],
		[["printf '%s|' 'it'\\''s' $((1+1)); echo é"], "it's|2|é\n"],
		[["\n  echo 'a\n\n  b'\\\n c\n\techo -n \\\\\n"], "a\n\n  b c\n\\"],
		[["echo -n a\\ "], "a "],
		[["if", "x"], "if: command not found"],
	];
	for (const shell of SHELLS)
		for (const [words, log] of cases) {
			const [code, name, err] = add(
				shell,
				["--root", root.root, "--", ...words],
				here,
			);
			t.deepEqual([code, err], [0, ""]);
			const place = words[0] === "if" ? "error-q" : "done-q";
			await until(name, () => root.status(place, name));
			const said = Buffer.from(root.log(place, name) ?? "", "latin1");
			const own = said
				.toString()
				.replace(/^\S*bash: line \d+: |(?<=found)\n/g, "");
			t.is(own, log, `${shell} ${words}`);
		}
	t.deepEqual(incoming(root), []);
	await monitor.end();
});

test("it is put whole into the queue of the nearest root, and never over anything", async (t) => {
	const root = await makeRoot(t);
	fs.copyFileSync(TEMPLATE, root.config);
	const here = fs.realpathSync(root.folder("status"));
	fs.writeFileSync(root.at("done-q", "a"), "x");
	for (const name of ["trash", "archive"] as const)
		fs.symlinkSync("nowhere", root.at(name, name === "trash" ? "a.2" : "a.3"));
	for (const [at, shell] of SHELLS.entries()) {
		const [code, name] = add(shell, ["A=1 /usr/bin/make  all"], here);
		t.is(code, 0);
		t.regex(name, /^make-\d{6}$/);
		t.is(
			root.text("wait-q", name),
			`==== UNIT OF WORK\nCOMMAND :: A=1 /usr/bin/make  all\nDIRECTORY :: ${here}\n\n==== STATUS\n\n\n==== JOB LOG\n`,
		);
		t.is(fs.statSync(root.at("wait-q", name)).mode & 0o777, 0o640);
		const words = ["--priority", "--name=a", "--root", root.root, "echo"];
		t.deepEqual(add(shell, words), [0, `a.${at + 4}`, ""]);
		// From a folder that a link leads to.
		const link = path.join(root.root, `../link-${shell}`);
		fs.symlinkSync(here, link);
		const [, linked] = add(shell, ["x", "y".repeat(60)], link);
		t.regex(root.text("wait-q", linked) ?? "", new RegExp(`:: ${here}\n`));
	}
	t.deepEqual(root.names("priority-q"), ["a.4", "a.5"]);
	t.deepEqual(incoming(root), []);
});

test("what it cannot put rightly it refuses, and says what can", async (t) => {
	const root = await makeRoot(t);
	const moved = await makeRoot(t, "folder wait-q :: elsewhere\n");
	const closed = await makeRoot(t, "slots :: 2\nshell jobs :: no\n");
	const none = path.dirname(root.root);
	const cases: Record<string, [string[], number, RegExp]> = {
		"no command": [[], 64, /what is to be run\?/],
		"an empty one": [[" \n"], 64, /the command is empty/],
		"an option": [["--timeout", "5m", "x"], 64, /"catq add" has more/],
		"no value": [["--name"], 64, /--name needs a value/],
		"a path": [["--name", "a/b", "x"], 64, /--name: it begins/],
		unfinished: [["--name", "a.TMP", "x"], 64, /unfinished/],
		"a README": [["--name", "README", "x"], 64, /README/],
		"control characters": [["a", "b\u0007"], 64, /use "catq add"/],
		"a carriage return": [["a\r\nb"], 64, /use "catq add"/],
		long: [["a", "b".repeat(20_000)], 64, /longer than 16 KiB/],
		"no root": [["--root", none, "x"], 78, /is no queue root/],
		"other folders": [["--root", moved.root, "x"], 78, /use "catq add"/],
		"no shell jobs": [["--root", closed.root, "x"], 78, /use "catq add"/],
	};
	for (const shell of SHELLS) {
		for (const [what, [words, expected, said]] of Object.entries(cases)) {
			const [code, out, err] = add(shell, words, root.root);
			t.deepEqual([code, out], [expected, ""], what);
			t.regex(err, said, what);
		}
		t.is(add(shell, ["x"], none)[0], 78);
		const run = spawnSync(
			"bash",
			["-c", `exec "$0" "$@" $'a\\xff'`, shell, CATQ_ADD, "--root", root.root],
			{ encoding: "utf8" },
		);
		t.is(run.status, 64);
		t.regex(run.stderr, /not UTF-8/);
	}
	t.deepEqual([...root.names("wait-q"), ...incoming(root)], []);
});
