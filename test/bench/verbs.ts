/** What a verb costs beside bare Node: on an empty root, and where very many UOWs have settled. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { CATQ, CLI, startMonitor } from "../helpers/daemon.ts";
import { owning } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { median, short, table } from "./figures.ts";
import { type Entrant, type Part, takeTurns } from "./part.ts";
import { settledRoot } from "./settled-root.ts";

const BARE = "node -e 0";

/** Milliseconds of a whole process, each run with another of bare Node, so that the ratio holds on a busy machine. */
function entrant(name: string, words: readonly string[]): Entrant<number> {
	return {
		name,
		measure: async () => {
			const begun = performance.now();
			const { error } = spawnSync(process.execPath, words, { stdio: "ignore" });
			if (error !== undefined) throw error;
			return performance.now() - begun;
		},
	};
}

function verb(root: TestRoot, ...words: string[]): Entrant<number> {
	return entrant(words.join(" "), [CATQ, "--root", root.root, ...words]);
}

/** Each beside the sample of `beside` in the same round: median and quartiles of the ratios. */
async function compare(
	entrants: readonly Entrant<number>[],
	besides: readonly string[],
	rounds: number,
): Promise<string[]> {
	const samples = await takeTurns(entrants, rounds);
	const ratios = (name: string, beside: string) => {
		const other = samples.get(beside) ?? [];
		return (samples.get(name) ?? [])
			.map((value, i) => value / (other[i] ?? Number.NaN))
			.sort((a, b) => a - b);
	};
	const told = (values: readonly number[]) => {
		const at = (part: number) =>
			short(values[Math.floor(part * (values.length - 1))] ?? Number.NaN);
		return `${at(0.5)} (${at(0.25)}–${at(0.75)})`;
	};
	return table(
		["", "ms", ...besides.map((name) => `× ${name}`)],
		[...samples].map(([name, values]) => [
			name,
			short(median(values)),
			...besides.map((beside) => told(ratios(name, beside))),
		]),
	);
}

export const verbs: Part = {
	name: "verbs",
	about:
		"a whole verb beside bare Node, idle Monitor: ms, and the ratio round by round",
	async run({ rounds, say }) {
		await owning(async (t) => {
			const root = await makeRoot(t, "slots :: 1\n");
			await startMonitor(t, root);
			root.ask("PAUSE");
			const entrants = [
				entrant(BARE, ["-e", "0"]),
				verb(root, "list"),
				verb(root, "add", "true"),
				verb(root, "status"),
				entrant("list, from the modules", [CLI, "--root", root.root, "list"]),
			];
			for (const line of await compare(entrants, [BARE], rounds * 3)) say(line);
		});
	},
};

const LISTING = "Node lists the folder";

export const reading: Part = {
	name: "reading",
	about:
		"reading verbs where 100,000 UOWs have settled, no Monitor: beside a Node that lists done-q",
	async run({ rounds, small, say }) {
		await owning(async (t) => {
			const count = small ? 200 : 100_000;
			const root = await settledRoot(t, count);
			const lister = path.join(root.root, "list.cjs");
			const folder = JSON.stringify(root.folder("done-q"));
			fs.writeFileSync(lister, `require("fs").readdirSync(${folder});\n`);
			const middle = String(count / 2);
			const entrants = [
				entrant(BARE, ["-e", "0"]),
				entrant(LISTING, [lister]),
				verb(root, "list"),
				verb(root, "status"),
				verb(root, "history"),
				verb(root, "history", "--since", "1d"),
				verb(root, "show", `nightly-${middle}`),
				verb(root, "show", middle),
				verb(root, "show", "1"),
				verb(root, "show", "nightl"),
				verb(root, "show", String(count + 5)),
				verb(root, "log", "1"),
				verb(root, "explain", `nightly-${middle}`),
				verb(root, "explain", "1"),
			];
			for (const line of await compare(entrants, [BARE, LISTING], rounds))
				say(line);
		});
	},
};
