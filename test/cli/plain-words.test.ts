/** The two readers of command lines: where the short one reads, it reads as commander does. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { plainWords } from "../../src/cli/plain-words.ts";
import { runProgram } from "../../src/cli/program.ts";
import type { Stood, Verb } from "../../src/cli/verb.ts";
import { VERBS } from "../../src/cli/verbs.ts";
import { CONTROL_VERBS } from "../../src/control/verbs.ts";
import { UOW_VERBS } from "../../src/uows/verbs.ts";
import { CLI } from "../helpers/daemon.ts";
import { makeRoot } from "../helpers/root.ts";

const ALL: readonly Verb[] = [...UOW_VERBS, ...VERBS, ...CONTROL_VERBS];

interface Read extends Stood {
	readonly verb: string;
}

function shortly(words: readonly string[]): Read | undefined {
	const plain = plainWords(words, ALL);
	return plain && { verb: plain.verb.name, ...plain.stood };
}

async function atLength(words: readonly string[]): Promise<Read | undefined> {
	let read: Read | undefined;
	await runProgram(words, "1.2.3", ALL, async (verb, stood) => {
		read = { verb: verb.name, ...stood };
		return 0;
	});
	return read;
}

const PLAIN: readonly (readonly string[])[] = [
	["list"],
	["list", "--json"],
	["--root", "a b", "list", "--color", "never"],
	["--root=q", "list", "--color=never"],
	["--root=", "list"],
	["log", "-fn", "5", "x"],
	["log", "-fn5", "x", "--plain"],
	["log", "x", "-n", "5", "-n", "6"],
	["log", "--", "-x"],
	["kill", "-sINT", "17"],
	["kill", "-s=INT", "17"],
	["wait", "a", "b", "--timeout", "5s", "c"],
	["history", "--task-name=", "--since", "2d", "-n", "3"],
	["add", "make", "-j4", "--", "x"],
	["add", "--", "make", "-j4", "--", "x"],
	["add", "--name", "n", "--priority", "echo", "--name", "m"],
	["add", "--set", "A=1", "--set=B=--x", "--type", "t"],
	["add", "--set", "A=1", "-f", "-"],
	["add", "-f", "-", "-"],
	["add", "-", "-x"],
	["add", "--name=n", "--", "--hold"],
	["add", "", "a"],
	["add"],
	["follow"],
	["up", "1", "2", "3"],
];

for (const words of PLAIN)
	test(`catq ${JSON.stringify(words)} is read as commander reads it`, async (t) => {
		const read = shortly(words);
		t.truthy(read);
		t.deepEqual(read, await atLength(words));
	});

for (const words of [
	[],
	["--help"],
	["dance"],
	["help", "list"],
	["--root"],
	["--root", "-x", "list"],
	["--onec", "monitor"],
	["list", "--root", "x"],
	["list", "extra"],
	["list", "-h"],
	["list", "--jsn"],
	["list", "--json=yes"],
	["list", "--color"],
	["kill"],
	["kill", "a", "b"],
	["up"],
	["log", "-n", "-5", "x"],
	["add", "--help", "make"],
	["add", "--name", "-x", "make"],
	["add", "--timeout"],
	["add", "-x", "make"],
])
	test(`catq ${JSON.stringify(words)} is left to commander, with its help and its words`, (t) => {
		t.is(shortly(words), undefined);
	});

test("the file that is installed has every verb: those within it, and those that are loaded", async (t) => {
	const { root } = await makeRoot(t, "settle seconds :: 0\n");
	const bundle = path.resolve(path.dirname(CLI), "../bin/catq.cjs");
	const run = (...words: string[]) =>
		spawnSync(bundle, ["--root", root, ...words], { encoding: "utf8" });
	t.regex(run("lst").stderr, /did you mean list\?/);
	const add = run("add", "--name", "one", "echo", "a  b");
	t.deepEqual([add.status, add.stdout], [0, "one\n"]);
	t.regex(add.stderr, /no Monitor runs/);
	const list = JSON.parse(run("list", "--json").stdout);
	t.is(list.uows[0].name, "one");
	t.is(run("monitor", "--once").status, 0);
	t.is(run("log", "one").stdout, "a  b\n");
	t.is(run("verify").status, 0);
	const { version } = JSON.parse(
		fs.readFileSync(path.join(path.dirname(CLI), "../../package.json"), "utf8"),
	);
	t.is(run("--version").stdout, `${version}\n`);
	const other = path.join(path.dirname(root), "other");
	t.is(run("init", other).status, 0);
	t.true(fs.existsSync(path.join(other, "wait-q/README")));
});
