/** catq parse: feedback files in, JSON out. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "ava";
import { CLI, catq } from "../helpers/daemon.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-parse-"));
test.after.always(() => fs.rmSync(folder, { recursive: true }));

const parse = (input: string | Buffer) =>
	spawnSync(process.execPath, [CLI, "parse", "-"], { input, encoding: "utf8" });

test("parse prints the values of a feedback file as JSON", (t) => {
	fs.writeFileSync(path.join(folder, "a"), "[progress]99\n[progress]100\n");
	const { code, out, err } = catq(["parse", "a"], { cwd: folder });
	t.deepEqual([code, out, err], [0, '{\n  "progress": "100"\n}\n', ""]);
});

test("parse reads standard input, and says on stderr what it ignored", (t) => {
	const { status, stdout, stderr } = parse("[a]1\nhello\n[b]2");
	t.deepEqual(JSON.parse(stdout), { a: "1", b: "2" });
	t.is(status, 0);
	t.is(stderr, "catq: 1 line ignored: not [keyword]value, or too long\n");
});

test("parse reads a file of any size, with lines of any length", (t) => {
	const long = `[long]${"x".repeat(300_000)}\n`;
	const lines = "[n]1\n[other]value\n".repeat(200_000);
	const { stdout } = parse(`${lines}${long}[n]last\n`);
	const values = JSON.parse(stdout);
	t.is(values.n, "last");
	t.is(values.other, "value");
	t.true(values.long.startsWith("xxx") && values.long.length < 70_000);
});

test("parse shows no control character, and loses none", (t) => {
	const value = "\u202ered\u001b[31m\u0085end";
	const { stdout } = parse(`[a]${value}\n`);
	t.notRegex(stdout.trim(), /[^\x20-\x7e\n]/);
	t.is(JSON.parse(stdout).a, value);
});

test("parse of what is no file says so, exit code 66", (t) => {
	const gone = catq(["parse", "gone"], { cwd: folder });
	t.deepEqual(
		[gone.code, gone.out, gone.err],
		[66, "", "catq: there is no file gone\n"],
	);
	const whole = catq(["parse", "."], { cwd: folder });
	t.deepEqual([whole.code, whole.err], [66, "catq: . is a folder\n"]);
	t.is(catq(["parse"], { cwd: folder }).code, 64);
});
