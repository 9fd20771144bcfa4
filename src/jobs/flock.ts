/**
 * flock on a folder: flock(1) sets it on the very open file it is handed, so it
 * stays when that child ends, is free the moment this process dies, and no job
 * inherits it.
 */
import fs from "node:fs";

export type Flock =
	| { readonly kind: "held"; readonly fd: number }
	| { readonly kind: "taken" }
	| { readonly kind: "failed"; readonly why: string };

const TAKEN = 1;
/** Seconds to wait for a `catq verify` that looks just now. */
const WAIT = 0.3;

/** Held until this process ends, or `release`. */
export function flockFolder(folder: string): Flock {
	const fd = openFolder(folder);
	const flock = run(fd, ["-w", String(WAIT), "3"]);
	if (flock.kind !== "held") fs.closeSync(fd);
	return flock;
}

/**
 * Whether a process holds it, as /proc shows of its open files. False says nothing:
 * it may be another process, or one that may not be looked at.
 */
export function isHolder(pid: number, folder: string): boolean {
	try {
		const { dev, ino } = fs.statSync(folder);
		return fs.readdirSync(`/proc/${pid}/fd`).some((fd) => {
			const open = fs.statSync(`/proc/${pid}/fd/${fd}`, {
				throwIfNoEntry: false,
			});
			if (open?.ino !== ino || open.dev !== dev) return false;
			const facts = fs.readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8");
			return /^lock:.* FLOCK +ADVISORY +WRITE /m.test(facts);
		});
	} catch {
		return false;
	}
}

/** Whether somebody holds it, without keeping it: a shared lock, for as short as can be. */
export function probeFlock(folder: string): "taken" | "free" | string {
	const fd = openFolder(folder);
	try {
		const flock = run(fd, ["-n", "-s", "3"]);
		if (flock.kind === "failed") return flock.why;
		return flock.kind === "held" ? "free" : "taken";
	} finally {
		fs.closeSync(fd);
	}
}

export function release(fd: number): void {
	fs.closeSync(fd);
}

function openFolder(folder: string): number {
	return fs.openSync(folder, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
}

function run(fd: number, args: readonly string[]): Flock {
	// Loaded here: verbs that need no answer of flock(1) begin sooner without it.
	const { spawnSync } = process.getBuiltinModule("node:child_process");
	const { error, status, signal } = spawnSync("flock", args, {
		stdio: ["ignore", "ignore", "ignore", fd],
	});
	if (error !== undefined)
		return {
			kind: "failed",
			why: `flock (util-linux) is needed: ${error.message}`,
		};
	if (status === TAKEN) return { kind: "taken" };
	return status === 0
		? { kind: "held", fd }
		: { kind: "failed", why: `flock ended with ${status ?? signal}` };
}
