/** What a power cut leaves at the end of a log: NUL bytes where nothing was written yet. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inodeOf } from "../../src/disk/files.ts";
import { cutUnwritten } from "../../src/spool/unwritten.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { table } from "../helpers/table.ts";

const HEAD = stampedHead(
	{ seconds: 1, ordinal: 0, id: 7 },
	"COMMAND :: true",
	"RUNNING since 1970-01-01T00:00:01Z",
).toString();

function afterCutting(log: string): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-unwritten-"));
	const file = path.join(folder, "uow");
	fs.writeFileSync(file, HEAD + log);
	cutUnwritten(file, inodeOf(fs.statSync(file)));
	const text = fs.readFileSync(file, "utf8");
	fs.rmSync(folder, { recursive: true });
	return text.startsWith(HEAD) ? text.slice(HEAD.length) : "the head was cut";
}

table("a log after a power cut", afterCutting, {
	"whole as it is": ["one\ntwo\n", "one\ntwo\n"],
	empty: ["", ""],
	"nothing but what never was written": ["\0".repeat(5000), ""],
	"an end that never was written": [`one\ntw${"\0".repeat(90)}`, "one\ntw"],
	"NUL bytes that the job wrote before more": ["a\0\0b\n", "a\0\0b\n"],
	"an end longer than one look": [`one\n${"\0".repeat(200_000)}`, "one\n"],
	"a line longer than one look before it": [
		`${"x".repeat(100_000)}\0\0`,
		"x".repeat(100_000),
	],
});
