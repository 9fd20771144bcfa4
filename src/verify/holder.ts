/** Who holds a root: the lock as the kernel has it, and the note in run/monitor. Keeps nothing. */
import fs from "node:fs";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { isHolder, probeFlock } from "../jobs/flock.ts";
import { factsOf, openFiles } from "../jobs/proc.ts";
import type { Instant } from "../text/instant.ts";
import { readInstant } from "../text/instant.ts";

export interface HolderFacts {
	/** Why it could not be found out, where that is so. */
	readonly lock: "taken" | "free" | { readonly failed: string };
	/** FLOCK locks on the root in /proc/locks; blind where the kernel hides them. */
	readonly locks: number;
	/** What run/monitor says. */
	readonly note: { readonly pid: number; readonly since: Instant } | undefined;
	/** One letter of the noted process; undefined: there is none. */
	readonly state: string | undefined;
	/** Whether the noted process has the root open with the lock on it; undefined: it may not be looked at. */
	readonly hasLock: boolean | undefined;
	/** User and group of the noted process, where it lives. */
	readonly self: { readonly uid: number; readonly gid: number } | undefined;
	/** Whether the noted process has an inotify; undefined: it may not be looked at. */
	readonly watches: boolean | undefined;
}

export function holderFacts(paths: Paths): HolderFacts {
	const root = fs.realpathSync(paths.root);
	const note = noteOf(paths);
	const facts = note === undefined ? undefined : factsOf(note.pid);
	const state = facts?.state === "Z" ? undefined : facts?.state;
	const pid = state === undefined ? undefined : note?.pid;
	const open = pid === undefined ? [] : openFiles(pid);
	const hasLock =
		pid === undefined || open.length === 0 ? undefined : isHolder(pid, root);
	const locks = locksOn(root);
	return {
		// Only where nothing else tells is the lock itself tried, for a moment.
		lock: hasLock === true || locks > 0 ? "taken" : probe(paths.root),
		locks,
		note,
		state,
		hasLock,
		self: pid === undefined ? undefined : ownerOf(pid),
		watches:
			open.length === 0
				? undefined
				: open.some(({ target }) => target === "anon_inode:inotify"),
	};
}

function probe(root: string): HolderFacts["lock"] {
	const probed = probeFlock(root);
	return probed === "taken" || probed === "free" ? probed : { failed: probed };
}

function noteOf(paths: Paths): HolderFacts["note"] {
	const match = /^pid (\d+) since (\S+)/.exec(
		files.readText(paths.own("monitor")) ?? "",
	);
	const since = readInstant(match?.[2] ?? "");
	return match === null || !since.ok
		? undefined
		: { pid: Number(match[1]), since: since.value };
}

/** Lines that wait for a lock carry an arrow. */
function locksOn(root: string): number {
	const { dev, ino } = fs.statSync(root);
	const hex = (number: number) => number.toString(16).padStart(2, "0");
	const major = Math.floor(dev / 256) % 4096;
	const minor = (dev % 256) + Math.floor(dev / 2 ** 20) * 256;
	const mark = ` ${hex(major)}:${hex(minor)}:${ino} `;
	try {
		return fs
			.readFileSync("/proc/locks", "utf8")
			.split("\n")
			.filter((line) => /^\d+: FLOCK /.test(line) && line.includes(mark))
			.length;
	} catch {
		return 0;
	}
}

function ownerOf(pid: number): HolderFacts["self"] {
	try {
		const { uid, gid } = fs.statSync(`/proc/${pid}`);
		return { uid, gid };
	} catch {
		return undefined;
	}
}
