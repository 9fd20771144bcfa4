import test from "ava";
import {
	type Examined,
	type PostMortem,
	postMortemText,
} from "../../src/core/post-mortem.ts";
import { NOON } from "../helpers/world.ts";

function aPostMortem(parts: Partial<PostMortem> = {}): PostMortem {
	return {
		at: NOON,
		why: "no feedback for 30 s",
		silentFor: 30.25,
		load: [0.5, 1, 12.345],
		memory: 3 * 2 ** 30,
		values: new Map([
			["progress", "40"],
			["timeout", "120"],
		]),
		processes: [],
		isCut: false,
		...parts,
	};
}

function aProcess(
	pid: number,
	parent: number,
	parts: Partial<Examined> = {},
): Examined {
	return {
		pid,
		parent,
		name: "sh",
		state: "S",
		waitsIn: "do_wait",
		cpu: 0.12,
		threads: 1,
		files: 4,
		...parts,
	};
}

test("a post-mortem says what was seen: feedback, machine, and the job's processes as a tree", (t) => {
	const processes = [
		aProcess(30, 1, { name: "daemon", waitsIn: undefined, files: undefined }),
		aProcess(20, 10, { name: "python3", state: "D", threads: 3, files: 1 }),
		aProcess(10, 5, { name: "bash" }),
		aProcess(21, 20),
	];
	t.is(
		postMortemText(aPostMortem({ processes })),
		`==== POST-MORTEM 2026-11-22T12:00:00Z no feedback for 30 s
last sign of life 30.3 s before
load 0.50 1.00 12.35, 3 GB of memory available
last feedback:
    [progress]40
    [timeout]120
processes: 4
    10 bash, parent 5: S in do_wait, 0.12 s of CPU, 1 thread, 4 open files
      20 python3, parent 10: D in do_wait, 0.12 s of CPU, 3 threads, 1 open file
        21 sh, parent 20: S in do_wait, 0.12 s of CPU, 1 thread, 4 open files
    30 daemon, parent 1: S, 0.12 s of CPU, 1 thread
==== END OF POST-MORTEM
`,
	);
});

test("a post-mortem of a job that promised nothing tells the rest", (t) => {
	const text = postMortemText(
		aPostMortem({
			why: "timeout 3.00 s",
			silentFor: undefined,
			values: undefined,
		}),
	);
	t.is(
		text,
		`==== POST-MORTEM 2026-11-22T12:00:00Z timeout 3.00 s
load 0.50 1.00 12.35, 3 GB of memory available
processes: 0
==== END OF POST-MORTEM
`,
	);
});

test("a post-mortem of one of too many jobs says that nobody looked at it", (t) => {
	const text = postMortemText(
		aPostMortem({ processes: undefined, isCut: true, values: undefined }),
	);
	t.regex(
		text,
		/\nprocesses: not looked at, many jobs were ended at once\n==== END OF POST-MORTEM\n$/,
	);
});

test("a post-mortem stays below 16 KB and within its lines, whatever a job calls itself and reports", (t) => {
	const evil = "\u001b[31m\n==== STATUS\nDONE\u202e, ";
	const long = evil.repeat(1000);
	const processes = Array.from({ length: 100 }, (_, i) =>
		aProcess(100 + i, 99 + i, { name: long, waitsIn: long, state: "S" }),
	);
	const values = new Map(
		Array.from({ length: 500 }, (_, i) => [`${i}${long}`, long]),
	);
	const text = postMortemText(aPostMortem({ processes, values, isCut: true }));
	t.true(Buffer.byteLength(text) < 16 * 1024, `${Buffer.byteLength(text)}`);
	const lines = text.trimEnd().split("\n");
	t.is(lines.length, 1 + 2 + 1 + 20 + 1 + 1 + 64 + 1);
	t.deepEqual(
		lines.filter((line) => line.startsWith("====")),
		[lines[0] ?? "", "==== END OF POST-MORTEM"],
	);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
	t.notRegex(text, /[\x00-\x09\x0b-\x1f\u202e]/);
	t.true(text.includes("\nprocesses: 64, others are not shown\n"));
	t.true(text.includes("\n    and 480 more\n"));
});
