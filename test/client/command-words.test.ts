/** A command line as COMMAND, and back through bash. */
import { execFileSync } from "node:child_process";
import test from "ava";
import { commandLines, commandOf } from "../../src/client/command-words.ts";
import { readHead } from "../../src/text/uow-text.ts";
import { table } from "../helpers/table.ts";

/** The COMMAND that a UOW with these lines has. */
function commandIn(lines: string): string {
	const text = Buffer.from(
		`==== UNIT OF WORK\nBEFORE :: 1\n${lines}\nAFTER :: x\n\n==== STATUS\n\n==== JOB LOG\n`,
	);
	const head = readHead(text, true);
	if (head.problems.length > 0) throw new Error(JSON.stringify(head.problems));
	return head.items.find(({ key }) => key === "COMMAND")?.value ?? "";
}

table("words become a command line", commandOf, {
	"one is a line for the shell": [["ls -l | wc"], "ls -l | wc"],
	"plain ones stay as they are": [
		["make", "-j4", "CC=gcc", "a/b.c"],
		"make -j4 CC=gcc a/b.c",
	],
	"each stays one word": [["echo", "a b", "$HOME"], "echo 'a b' '$HOME'"],
	"an empty one is kept": [["echo", ""], "echo ''"],
	quotes: [["echo", "it's"], String.raw`echo 'it'\''s'`],
	"line breaks": [["printf", "a\nb'\\"], String.raw`printf $'a\x0ab\'\\'`],
	"a first word is a program": [["A=b", "c"], "'A=b' c"],
	"what would open a construct": [["if", "x"], "'if' x"],
	"what bash would take as an option": [["-x", "y"], "'-x' y"],
	"time means what it says": [["time", "make"], "time make"],
});

table("a command line becomes lines of a header", commandLines, {
	plain: ["make all", "COMMAND :: make all"],
	"spaces around it": ["  make all \n", "COMMAND :: make all"],
	"a script": ["a\n\n  b\nc\n", "COMMAND ::\n\ta\n\n\t  b\n\tc"],
	"a script that begins with a comment": [
		"#!/bin/bash\nb",
		"COMMAND ::\n\t#!/bin/bash\n\tb",
	],
	"titles within it": [
		"==== JOB LOG\n==== STATUS",
		"COMMAND ::\n\t==== JOB LOG\n\t==== STATUS",
	],
	"a blank at its end that counts": [
		"echo a\\ ",
		String.raw`COMMAND :: eval -- $'echo a\\ '`,
	],
	"a carriage return": ["a\rb\r", String.raw`COMMAND :: eval -- $'a\x0db\x0d'`],
	"an option of bash": ["-x", "COMMAND :: eval -- $'-x'"],
	"nothing at all": ["", "COMMAND :: "],
});

/** Small, and the same for the same seed. */
function chance(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const PIECES = [
	..." \t\n\r'\"\\$`!#~*?[]{}()<>|&;=-+:,./%^@a0_\u00a0\u0085\u2028\ufeffé漢😀\x01\x1b\x7f",
	"==== JOB LOG",
	"COMMAND :: x",
	"\\\n",
	"if",
	"time",
];

test("bash gets just the words that were given, whatever stands in them", (t) => {
	const below = chance(20261122);
	const word = () =>
		Array.from({ length: below(7) }, () => PIECES[below(PIECES.length)]).join(
			"",
		);
	const cases = Array.from({ length: 400 }, () =>
		Array.from({ length: 1 + below(4) }, word),
	);
	// One bash for all: a function in the place of the program prints its words.
	const commands = cases.map((words) =>
		commandIn(commandLines(commandOf(["show", ...words]))),
	);
	const script = `show() { printf '%s\\0' "$@"; printf 'END\\0'; }; for c; do eval -- "$c"; done`;
	const out = execFileSync("bash", ["-c", script, "bash", ...commands], {
		encoding: "utf8",
	});
	const expected = cases
		.map((words) => [...words, "END"].map((one) => `${one}\0`).join(""))
		.join("");
	t.is(out, expected);
});

test("a line for the shell does what it says, however it is laid out", (t) => {
	const below = chance(7);
	const blank = () => ["", " ", "\n", "\t\n", "\n\n  ", "\u00a0"][below(6)];
	for (let i = 0; i < 20; i += 1) {
		const line = `${blank()}${blank()}printf '%s|' 'a${blank()}${blank()}b'${blank()}\n${blank()} printf "c${blank()}"${blank()}${blank()}`;
		const run = (command: string) =>
			execFileSync("bash", ["-c", `${command}\n:`], {
				encoding: "utf8",
				stdio: ["ignore", "pipe", "ignore"],
			});
		t.is(run(commandIn(commandLines(line))), run(line), JSON.stringify(line));
	}
});
