/** The queues that are compared: catq, tsp (task-spooler) and nq, each with a folder of its own. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Daemon, startMonitor } from "../helpers/daemon.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot, type TestRoot, uow } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

/** What runs: a line for bash, or a program without a shell. */
export interface Work {
	readonly shell?: string;
	readonly program?: string;
}

export interface Queue {
	/** Puts all of them in, in this order. */
	put(works: readonly Work[]): void;
	/** Holds when `count` of them wait. */
	waiting(count: number): Promise<void>;
}

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
}

export type Kind = "catq" | "tsp" | "nq";

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
		case "tsp":
			return openTsp(t, opening.slots);
		case "nq":
			return openNq(t);
	}
}

export function wordsOf({ shell, program }: Work): readonly string[] {
	return shell === undefined ? [program ?? "/bin/true"] : ["bash", "-c", shell];
}

/** As `mv` brings it: whole, so that it is accepted at once. */
export function textOf({ shell }: Work): string {
	return uow(shell === undefined ? "JOB TYPE :: true" : `COMMAND :: ${shell}`);
}

export async function openCatq(
	t: Owner,
	{ slots, config = "", before = [] }: Opening,
): Promise<CatqQueue> {
	const root = await makeRoot(t, `slots :: ${slots}\n${config}${TYPES}`);
	const monitor = await startMonitor(t, root, { before: [...before] });
	let count = 0;
	return {
		root,
		monitor,
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

function openTsp(t: Owner, slots: number): Queue {
	const folder = folderOf(t);
	const env = { ...process.env, TS_SOCKET: `${folder}/socket`, TMPDIR: folder };
	const tsp = (...words: string[]) =>
		void spawnSync("tsp", words, { env, stdio: "ignore" });
	tsp("-S", String(slots));
	t.teardown(() => tsp("-K"));
	return {
		put: (works) => submit(works, 'tsp "$@"', env, folder),
		waiting: async () => {},
	};
}

function openNq(t: Owner): Queue {
	const folder = folderOf(t);
	const env = { ...process.env, NQDIR: folder };
	return {
		put: (works) => submit(works, 'nq -q "$@"', env, folder),
		waiting: async () => {},
	};
}

/** One shell submits all of them: to start one for each would cost more than they do. */
function submit(
	works: readonly Work[],
	command: string,
	env: NodeJS.ProcessEnv,
	folder: string,
): void {
	const lines = works.map(
		(work) =>
			`submit ${wordsOf(work)
				.map((word) => `'${word}'`)
				.join(" ")}`,
	);
	const file = path.join(folder, "submit.sh");
	fs.writeFileSync(file, `submit() { ${command}; }\n${lines.join("\n")}\n`);
	spawnSync("bash", [file], { env, stdio: "ignore" });
}

export function folderOf(t: Owner): string {
	const folder = fs.mkdtempSync(
		path.join(process.env.TMPDIR ?? "/tmp", "catq-bench-"),
	);
	t.teardown(() =>
		fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20 }),
	);
	return folder;
}

export function hasProgram(name: string): boolean {
	return spawnSync(name, ["-h"], { stdio: "ignore" }).error === undefined;
}
