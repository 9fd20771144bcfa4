/**
 * A Monitor under fire: it dies, or meets an error, at one of its operations on
 * files. How it dies is up to whoever runs it: as a process of its own
 * (fire-process.ts) by SIGKILL, in an arena (arena.ts) by never getting any
 * further.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { tapFiles } from "../../src/disk/tap.ts";
import { factsOf } from "../../src/jobs/proc.ts";
import { runMonitor } from "../../src/monitor/monitor.ts";

export type Fire =
	| { readonly kind: "none" }
	/** Dies there; `both`: the keepers and their jobs with it. */
	| {
			readonly kind: "kill";
			readonly at: number;
			readonly when: "before" | "after" | "torn" | "later" | "both";
			/** For `later`. */
			readonly milliseconds?: number;
	  }
	/** The operation fails; `forever`: and every one after it. */
	| {
			readonly kind: "error";
			readonly at: number;
			readonly code: string;
			readonly forever: boolean;
	  }
	/** The file system stops taking anything, keepers and Monitor die. */
	| {
			readonly kind: "cut";
			readonly at: number;
			readonly when: "before" | "after";
			readonly mount: string;
	  };

export interface Order {
	readonly root: string;
	/** Counts looks as well as changes. */
	readonly looks: boolean;
	readonly fire: Fire;
}

export interface Report {
	readonly code: number;
	/** What it said on standard output. */
	readonly said: readonly string[];
	/** Its operations on files, up to its end. */
	readonly operations: readonly string[];
}

/** How a Monitor dies: at once, or in some milliseconds. */
export interface Death {
	readonly now: () => never;
	readonly in: (milliseconds: number) => void;
	/** At every operation: who is dead does no more. */
	readonly passed?: () => void;
}

/** Runs a Monitor once on a root. */
export async function live(
	{ root, looks, fire }: Order,
	death: Death,
): Promise<Report> {
	const operations: string[] = [];
	const said: string[] = [];
	tapFiles((step, phase) => {
		death.passed?.();
		if (!looks && !step.changes) return;
		if (phase === "before") operations.push(step.name);
		meet(fire, operations.length, { phase, tear: step.tear }, root, death);
	});
	try {
		const out = (line: string) => void said.push(line);
		const code = await runMonitor(root, { once: true, out });
		return { code, said, operations };
	} finally {
		tapFiles(undefined);
	}
}

interface Moment {
	readonly phase: "before" | "after";
	readonly tear: (() => void) | undefined;
}

function meet(
	fire: Fire,
	count: number,
	moment: Moment,
	root: string,
	death: Death,
): void {
	switch (fire.kind) {
		case "none":
			return;
		case "error":
			if (moment.phase === "before" && isHit(fire, count))
				throw errorOf(fire.code);
			return;
		case "cut":
			if (count !== fire.at || moment.phase !== fire.when) return;
			spawnSync("xfs_io", ["-x", "-c", "shutdown", fire.mount]);
			killKeepers(root);
			killJobs(root);
			death.now();
			break;
		case "kill":
			if (count === fire.at) kill(fire, moment, root, death);
	}
}

function isHit(
	{ forever, at }: Extract<Fire, { kind: "error" }>,
	count: number,
): boolean {
	return forever ? count >= at : count === at;
}

function kill(
	{ when, milliseconds }: Extract<Fire, { kind: "kill" }>,
	{ phase, tear }: Moment,
	root: string,
	death: Death,
): void {
	if (phase !== (when === "after" ? "after" : "before")) return;
	if (when === "torn") tear?.();
	if (when === "both") killKeepers(root);
	if (when === "later") death.in(milliseconds ?? 0);
	else death.now();
}

function errorOf(code: string): Error {
	const error = new Error(`${code}: a fault of the campaign, step`);
	return Object.assign(error, { code, errno: -1, syscall: "step" });
}

/** Whole sessions: each keeper leads one, with its job and tee in it. */
function killKeepers(root: string): void {
	for (const name of fs.readdirSync("/proc")) {
		const facts = /^\d+$/.test(name) ? factsOf(Number(name)) : undefined;
		if (facts === undefined || facts.pid !== facts.session) continue;
		if (!isKeeper(facts.pid, root)) continue;
		try {
			process.kill(-facts.pid, "SIGKILL");
		} catch {
			// Ended meanwhile.
		}
	}
}

/** What a job has left behind goes with the power, too. */
function killJobs(root: string): void {
	for (const pid of fs.readdirSync("/proc").filter((name) => +name > 1)) {
		try {
			const variables = fs.readFileSync(`/proc/${pid}/environ`, "utf8");
			if (variables.split("\0").includes(`UOW_ROOT=${root}`))
				process.kill(Number(pid), "SIGKILL");
		} catch {
			// Ended meanwhile.
		}
	}
}

function isKeeper(pid: number, root: string): boolean {
	try {
		const words = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
		return words.some((word) => word.startsWith(`${root}/run/`));
	} catch {
		return false;
	}
}
