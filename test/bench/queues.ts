/** The queues that are compared: catq (as it is, and with every fsync left out), tsp (task-spooler) and nq, each with a folder of its own. */
import fs from "node:fs";
import path from "node:path";
import { type Daemon, startMonitor } from "../helpers/daemon.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { openNq, openTsp } from "./peers.ts";
import { hasProgram, type Queue, textOf } from "./queue.ts";

export interface CatqQueue extends Queue {
	readonly root: TestRoot;
	readonly monitor: Daemon;
}

export interface Opening {
	readonly slots: number;
	/** Further lines of catq's configuration. */
	readonly config?: string;
	/** Words before those that run the Monitor. */
	readonly before?: readonly string[];
	/** A module of this folder that is loaded into the Monitor first. */
	readonly inside?: string;
	readonly env?: NodeJS.ProcessEnv;
}

export type Kind = "catq" | typeof NO_FSYNC | "tsp" | "nq";
export const NO_FSYNC = "catq, no fsync";

/** eatmydata makes every fsync of a program return at once. */
const WITHOUT_FSYNC = {
	before: ["eatmydata"],
	inside: "no-preload",
} as const;

/** Those that can be had here; says which cannot. */
export function present(
	kinds: readonly Kind[],
	say: (line: string) => void,
): Kind[] {
	return kinds.filter((kind) => {
		const program = { catq: "", [NO_FSYNC]: "eatmydata", tsp: "tsp", nq: "nq" }[
			kind
		];
		const isThere = program === "" || hasProgram(program);
		if (!isThere) say(`SKIPPED ${kind}: there is no ${program}`);
		return isThere;
	});
}

const TYPES = `
==== JOB TYPE true
WORDS :: /bin/true
`;

export function open(
	t: Owner,
	kind: Kind,
	opening: Opening,
): Promise<Queue> | Queue {
	switch (kind) {
		case "catq":
			return openCatq(t, opening);
		case NO_FSYNC:
			return openCatq(t, { ...opening, ...WITHOUT_FSYNC });
		case "tsp":
			return openTsp(t, opening.slots);
		case "nq":
			return openNq(t);
	}
}

export async function openCatq(
	t: Owner,
	{ slots, config = "", before = [], inside, env = {} }: Opening,
): Promise<CatqQueue> {
	const root = await makeRoot(t, `slots :: ${slots}\n${config}${TYPES}`);
	const module = new URL(`./inside/${inside}.js`, import.meta.url).href;
	const monitor = await startMonitor(t, root, {
		before: [...before],
		env:
			inside === undefined
				? env
				: { ...env, NODE_OPTIONS: `--import=${module}` },
	});
	let count = 0;
	return {
		root,
		monitor,
		pid: monitor.child.pid,
		put(works) {
			for (const work of works) {
				count += 1;
				root.drop(
					"wait-q",
					`job-${String(count).padStart(6, "0")}`,
					textOf(work),
				);
			}
		},
		waiting: async (most) => {
			await until(
				`${most} waiting in catq`,
				() => waitingIn(root),
				(seen) => seen === most,
				600,
			);
		},
	};
}

/** As the posted status counts them. */
export function waitingIn(root: TestRoot): number {
	const file = path.join(root.root, "status/status.json");
	try {
		const digest = JSON.parse(fs.readFileSync(file, "utf8"));
		return digest.arriving > 0 ? -1 : digest.counts["wait-q"];
	} catch {
		return -1;
	}
}
