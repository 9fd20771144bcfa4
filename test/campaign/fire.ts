/**
 * A Monitor under fire: `fire.js ORDER`, ORDER as JSON. It runs once on a root
 * and dies, or meets an error, at one of its file operations. A life that met
 * nothing ends by printing its operations as JSON. It is the leader of a process group, and dies with
 * all of it: what it started must be on its own.
 */
import { spawn, spawnSync } from "node:child_process";
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

/** What a life without fire prints last. */
export interface Report {
	readonly operations: readonly string[];
}

const argument = process.argv[2];
// Imported for its types by the campaign, run by itself as a process.
if (argument !== undefined && import.meta.url.endsWith(fileOf(process.argv[1])))
	await live(JSON.parse(argument) as Order);

function fileOf(path: string | undefined): string {
	return path?.split("/").slice(-2).join("/") ?? "\0";
}

async function live({ root, looks, fire }: Order): Promise<void> {
	const operations: string[] = [];
	tapFiles((step, phase) => {
		if (!looks && !step.changes) return;
		if (phase === "before") operations.push(step.name);
		meet(fire, operations.length, phase, step.tear, root);
	});
	const said: string[] = [];
	const code = await runMonitor(root, {
		once: true,
		out: (line) => said.push(line),
	});
	tapFiles(undefined);
	for (const line of said) console.log(line);
	console.log(JSON.stringify({ operations } satisfies Report));
	process.exit(code);
}

function meet(
	fire: Fire,
	count: number,
	phase: "before" | "after",
	tear: (() => void) | undefined,
	root: string,
): void {
	if (fire.kind === "none") return;
	if (fire.kind === "error") {
		const isHit = fire.forever ? count >= fire.at : count === fire.at;
		if (isHit && phase === "before") throw errorOf(fire.code);
		return;
	}
	if (count !== fire.at) return;
	if (fire.kind === "cut") {
		if (phase === fire.when) cutPower(fire.mount, root);
	} else if (phase === (fire.when === "after" ? "after" : "before"))
		killedBy(fire, tear, root);
}

function cutPower(mount: string, root: string): never {
	spawnSync("xfs_io", ["-x", "-c", "shutdown", mount]);
	killKeepers(root);
	return die();
}

function killedBy(
	fire: Extract<Fire, { kind: "kill" }>,
	tear: (() => void) | undefined,
	root: string,
): void {
	if (fire.when === "torn") tear?.();
	if (fire.when === "both") killKeepers(root);
	if (fire.when === "later") dieIn(fire.milliseconds ?? 0);
	else die();
}

function errorOf(code: string): Error {
	const error = new Error(`${code}: a fault of the campaign, step`);
	return Object.assign(error, { code, errno: -1, syscall: "step" });
}

function die(): never {
	process.kill(-process.pid, "SIGKILL");
	for (;;);
}

function dieIn(milliseconds: number): void {
	const kill = `sleep ${milliseconds / 1000}; kill -KILL -- -${process.pid}`;
	spawn("/bin/sh", ["-c", kill], { detached: true, stdio: "ignore" }).unref();
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

function isKeeper(pid: number, root: string): boolean {
	try {
		const words = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
		return words.some((word) => word.startsWith(`${root}/run/`));
	} catch {
		return false;
	}
}
