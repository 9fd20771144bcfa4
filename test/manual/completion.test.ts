/** catq completion: each shell completes as its user would see it. Shells that are not installed are skipped. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { CLI, catq } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";

const hasShell = (name: string) =>
	spawnSync(name, ["-c", "exit 0"]).status === 0;

/** A root with names, the script of a shell, and catq itself on the PATH. */
async function prepared(t: Parameters<typeof makeRoot>[0], name: string) {
	const root = await makeRoot(t);
	for (const uow of ["nightly-1", "night ly", "other"])
		root.drop("wait-q", uow, shell("true"));
	root.drop("done-q", "nightly-0", shell("true"));
	root.drop(
		"wait-q",
		"17th",
		`timestamp: 5 enqueued 1970-01-01T00:00:05Z id 171\n\n${shell("true")}`,
	);
	root.drop("wait-q", "nightly\u0007bell", shell("true"));
	const bin = path.join(root.root, "..", "bin");
	fs.mkdirSync(bin);
	fs.symlinkSync(CLI, path.join(bin, "catq"));
	const file = path.join(bin, name === "zsh" ? "_catq" : "script");
	fs.writeFileSync(file, catq(["completion", name]).out);
	const run = (words: string[], script: string) => {
		const done = spawnSync(name, [...words, script], {
			encoding: "utf8",
			timeout: 60_000,
			cwd: root.root,
			env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, TERM: "dumb" },
		});
		return done.stdout.split("\n").filter((line) => line !== "");
	};
	return { root, bin, file, run };
}

const inBash = hasShell("bash") ? test : test.skip;
const inFish = hasShell("fish") ? test : test.skip;
const inZsh = hasShell("zsh") ? test : test.skip;

inBash(
	"bash completes verbs, options, their values, and names from the root",
	async (t) => {
		const { root, file, run } = await prepared(t, "bash");
		const completions = (...words: string[]) =>
			run(
				["-c"],
				`source ${file}; COMP_WORDS=(catq ${words.join(" ")}); COMP_CWORD=${words.length}; _catq; printf '%s\\n' "\${COMPREPLY[@]}"`,
			);
		t.deepEqual(completions("rel"), ["release"]);
		t.true(completions("''").includes("verify"));
		t.false(completions("''").includes("names"));
		t.deepEqual(completions("--r"), ["--root"]);
		t.deepEqual(completions("list", "--j"), ["--json"]);
		t.deepEqual(completions("kill", "-s", "U"), ["USR1", "USR2"]);
		t.deepEqual(completions("hold", "nightly").sort(), [
			"nightly-0",
			"nightly-1",
		]);
		t.deepEqual(completions("hold", "'night\\ '"), ["night\\ ly"]);
		t.deepEqual(completions("hold", "17").sort(), ["171", "17th"]);
		t.deepEqual(completions("--root", root.root, "hold", "o"), ["other"]);
		t.deepEqual(completions("--root", "/nowhere", "hold", "o"), []);
		t.deepEqual(completions("check", "monitor.c"), ["monitor.config.txt"]);
		t.deepEqual(completions("completion", "f"), ["fish"]);
	},
);

inFish("fish completes verbs, options and names from the root", async (t) => {
	const { root, file, run } = await prepared(t, "fish");
	const completions = (line: string) =>
		run(["-c"], `source ${file}; complete -C '${line}'`).map(
			(found) => found.split("\t")[0],
		);
	t.deepEqual(completions("catq rel"), ["release"]);
	t.deepEqual(completions("catq list --j"), ["--json"]);
	t.deepEqual(completions("catq kill -s U"), ["USR1", "USR2"]);
	t.deepEqual(completions("catq hold nightly").sort(), [
		"nightly-0",
		"nightly-1",
	]);
	t.deepEqual(completions(`catq --root ${root.root} hold o`), ["other"]);
});

inZsh("zsh completes verbs, options and names from the root", async (t) => {
	const { bin, run } = await prepared(t, "zsh");
	/** What its user sees of a line, once the completion is there; undefined: it never is. */
	const completed = (line: string, expected: string) =>
		run(
			["-f", "-c"],
			`zmodload zsh/zpty
			zpty shell zsh -f -i
			zpty -w shell "PROMPT=; fpath=(${bin} \\$fpath); autoload -U compinit; compinit -u -D; bindkey '^I' complete-word; print READY"
			zpty -r shell seen '*READY*READY*'
			zpty -w -n shell $'${line}\\t'
			zpty -r shell seen '*${expected}*' && print found`,
		).at(-1);
	t.is(completed("catq rele", "release "), "found");
	t.is(completed("catq list --j", "--json"), "found");
	t.is(completed("catq hold oth", "other "), "found");
});
