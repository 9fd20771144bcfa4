/** What a job put where its feedback file should be, and what is read of it. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "ava";
import { valuesOf } from "../../src/spool/feedback-file.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-feedback-"));
test.after.always(() => fs.rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

test("of a long feedback file the end is read, from the beginning of a line", (t) => {
	const line = `[n]${"1".repeat(96)}\n`;
	fs.writeFileSync(at("long"), `[first]1\n${line.repeat(20_000)}[last]2`);
	t.deepEqual(
		[...(valuesOf(at("long")) ?? [])].map(([keyword]) => keyword),
		["n", "last"],
	);
});

test("a megabyte without a newline has no line", (t) => {
	fs.writeFileSync(at("one-line"), `[a]${"[b]1 ".repeat(300_000)}`);
	t.is(valuesOf(at("one-line"))?.size, 0);
});

test("nothing but a regular file is read as feedback", (t) => {
	fs.writeFileSync(at("secret"), "[a]1\n");
	fs.symlinkSync(at("secret"), at("link"));
	execFileSync("mkfifo", [at("fifo")]);
	fs.mkdirSync(at("folder"));
	for (const name of ["link", "fifo", "folder", "gone"])
		t.is(valuesOf(at(name)), undefined, name);
});
