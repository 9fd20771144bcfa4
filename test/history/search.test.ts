/** Lines that are found by some text in them, without reading the others. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "ava";
import { linesBackwards } from "../../src/history/backwards.ts";
import { linesWith } from "../../src/history/search.ts";

const MEGABYTE = 1024 * 1024;

test("a text is found in the same lines as by reading them all, wherever a read begins or ends", (t) => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-search-"));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const file = path.join(folder, "lines");
	const filler = (length: number) => "x".repeat(length);
	const cases: readonly string[] = [
		"",
		"7",
		"7\n",
		"\n\n7\n\n",
		"no\n7 seven 7\nno",
		`7 first\n${filler(MEGABYTE - 8)}\n7 last\n`,
		`7 first\n${filler(MEGABYTE - 1)}7\n7 last\n`,
		// Too long for a line of ours, and the text in it.
		`7 first\n${filler(MEGABYTE + 1)}7\n7 last\n`,
		`7 first\n7${filler(3 * MEGABYTE)}7${filler(MEGABYTE)}\n7 last`,
		`7${filler(MEGABYTE)}\n`,
		Array.from({ length: 300 }, (_, i) => `${i} ${filler(i * 67)}`).join("\n"),
	];
	for (const [i, text] of cases.entries()) {
		fs.writeFileSync(file, text);
		const fd = fs.openSync(file, "r");
		for (const most of [text.length + 1, MEGABYTE, 1000]) {
			const all = [...linesBackwards(fd, most)];
			t.deepEqual(
				[...linesWith(fd, "7", most)],
				all.filter((line) => line.includes("7")),
				`case ${i}, ${most} bytes`,
			);
		}
		fs.closeSync(fd);
	}
});
