/** Whether the machine is ready for a job: load, memory, disk, and the site's own program. */
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import type { Readiness } from "../core/snapshot.ts";
import type { Config } from "../text/config.ts";
import type { Uptime } from "../text/instant.ts";
import { sizeText } from "../text/quantity.ts";
import { shorten, visible } from "../text/visible.ts";

/** Seconds a ready check may take. */
const CHECK_LIMIT = 30;
const MOST_OUTPUT = 64 * 1024;

/** Why the built-in conditions say no; undefined: they say yes. */
function builtInObstacle(config: Config, root: string): string | undefined {
	const load = os.loadavg()[0] ?? 0;
	if (config.maxLoad !== undefined && load > config.maxLoad)
		return `load average ${load.toFixed(2)} is above ${config.maxLoad} (max load)`;
	const memory = config.minFreeMemory === undefined ? 0 : availableMemory();
	if (config.minFreeMemory !== undefined && memory < config.minFreeMemory)
		return `${sizeText(memory)} memory available, ${sizeText(config.minFreeMemory)} wanted (min free memory)`;
	return diskObstacle(config, root);
}

/** What the kernel says can be had without swapping. */
export function availableMemory(): number {
	const line = /^MemAvailable:\s+(\d+) kB$/m.exec(
		fs.readFileSync("/proc/meminfo", "utf8"),
	);
	return line === null ? os.freemem() : Number(line[1]) * 1024;
}

function diskObstacle(
	{ minFreeDisk, minFreeInodes }: Config,
	root: string,
): string | undefined {
	if (minFreeDisk === undefined && minFreeInodes === undefined)
		return undefined;
	const { bavail, bsize, files, ffree } = fs.statfsSync(root);
	const free = bavail * bsize;
	if (minFreeDisk !== undefined && free < minFreeDisk)
		return `${sizeText(free)} free on disk, ${sizeText(minFreeDisk)} wanted (min free disk)`;
	// File systems that make inodes as they need them, btrfs for one, count none.
	if (minFreeInodes !== undefined && files > 0 && ffree < minFreeInodes)
		return `${ffree} inodes free on disk, ${minFreeInodes} wanted (min free inodes)`;
	return undefined;
}

/**
 * Runs the site's ready check, never more than one at a time. A "ready" holds
 * for the claims of one turn; a "no" until the next timer.
 */
export class ReadyCheck {
	readonly #nudge: () => void;
	#state: Readiness = { kind: "unknown" };
	#since: Uptime = 0;

	constructor(nudge: () => void) {
		this.#nudge = nudge;
	}

	/** Built-in conditions first: they cost nothing. */
	look(config: Config, root: string, uptime: Uptime): Readiness {
		const obstacle = builtInObstacle(config, root);
		if (obstacle !== undefined) return { kind: "not ready", why: obstacle };
		if (config.readyCheck.length === 0) return { kind: "ready" };
		if (
			this.#state.kind === "not ready" &&
			uptime - this.#since >= config.sleepSeconds
		)
			this.#state = { kind: "unknown" };
		return this.#state;
	}

	/** A "ready" was used. */
	spend(): void {
		if (this.#state.kind === "ready") this.#state = { kind: "unknown" };
	}

	start(
		config: Config,
		environment: Readonly<Record<string, string>>,
		uptime: Uptime,
	): void {
		if (this.#state.kind === "checking") return;
		this.#state = { kind: "checking" };
		const [program, ...args] = config.readyCheck;
		const options = {
			env: environment,
			timeout: CHECK_LIMIT * 1000,
			killSignal: "SIGKILL" as const,
			maxBuffer: MOST_OUTPUT,
		};
		execFile(program ?? "", args, options, (error, stdout, stderr) => {
			this.#state =
				error === null
					? { kind: "ready" }
					: {
							kind: "not ready",
							why: whyNot(program ?? "", error, `${stdout}\n${stderr}`),
						};
			this.#since = uptime;
			this.#nudge();
		});
	}
}

function whyNot(
	program: string,
	error: Error & { killed?: boolean; code?: unknown },
	output: string,
): string {
	const last = output.trim().split("\n").at(-1) ?? "";
	if (error.killed === true)
		return `the ready check took over ${CHECK_LIMIT} s`;
	if (typeof error.code === "string")
		return `the ready check ${visible(program)} could not be run: ${error.code}`;
	return last === ""
		? `the ready check ended with exit ${error.code}`
		: `ready check: ${shorten(visible(last), 100)}`;
}
