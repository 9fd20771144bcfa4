/** A configuration of keys alone means the same, whoever reads it. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { plainConfig } from "../../src/client/plain-config.ts";
import { readConfig } from "../../src/text/config-text.ts";

const SHIPPED = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	"../../../monitor.config.txt",
);

test("what is read the short way is what is read the long way", (t) => {
	const plain = [
		"",
		"\ufeff# only a comment\n\n",
		"slots :: 7\nSETTLE-SECONDS :: 3\r\n",
		"shell jobs :: no\n",
		fs.readFileSync(SHIPPED, "utf8"),
	];
	for (const text of plain) {
		const read = readConfig(text);
		t.true(read.ok, text);
		t.deepEqual(plainConfig(text), read.ok ? read.config : undefined, text);
	}
	const others = [
		"slots :: 0\n",
		"slots :: 1\nslots :: 2\n",
		"no such key :: 1\n",
		"slots 7\n",
		"monitor reads :: a\n",
		"slots :: 7\n==== JOB TYPE x\nWORDS :: a\n",
		"==== JOB TYPE x\n",
	];
	for (const text of others) t.is(plainConfig(text), undefined, text);
});
