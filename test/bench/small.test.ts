import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";

const MAIN = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	"main.js",
);

const bench = (...words: string[]) =>
	spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8" });

test("a bench measures a part with the peers that are there, and says what it was measured on", (t) => {
	const { status, stdout } = bench("--small", "--rounds", "1", "start");
	t.is(status, 0, stdout);
	t.regex(stdout, /^.* catq .*\nNode .*, Linux .*\n.*nq .*\n.* cores .* load /);
	t.regex(stdout, /\n\| catq +\| [\d.]+ +\| [\d.]+ /);
	t.regex(stdout, /\n\(before: load .*; after: load .*\)\n/);
	t.regex(stdout, /\n\| drop to start, p50 \/ tsp +\| .* ≤ 2 +\| ≤ 1.5 /);
});

test("a bench does not run what it does not know", (t) => {
	const { status, stdout } = bench("drian");
	t.is(status, 64);
	t.regex(stdout, /^there is no part "drian"\n/);
});
