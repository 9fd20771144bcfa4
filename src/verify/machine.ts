/** What the machine gives: room, watches, clock, /proc and programs. Reads only. */
import fs from "node:fs";
import { codeOf } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { bootId, uptime } from "../jobs/proc.ts";
import { programPath } from "../jobs/program-path.ts";
import type { WatchFacts } from "./judge-holder.ts";
import type { MachineFacts, RoomFacts } from "./judge-machine.ts";

export function roomFacts(paths: Paths): RoomFacts {
	const { bavail, bsize, ffree, files } = fs.statfsSync(paths.folder("run"));
	// btrfs and its like make inodes as they need them, and count none.
	return {
		freeBytes: bavail * bsize,
		freeInodes: files === 0 ? undefined : ffree,
	};
}

/** Sets one watch on the root, and lets it go. */
export function watchFacts(paths: Paths): WatchFacts {
	const limit = (name: string) => {
		const text = textOf(`/proc/sys/fs/inotify/${name}`);
		return text === undefined ? undefined : Number(text);
	};
	return {
		maxWatches: limit("max_user_watches"),
		maxInstances: limit("max_user_instances"),
		failed: tryWatch(paths.root),
	};
}

function tryWatch(root: string): string | undefined {
	try {
		const watcher = fs.watch(root);
		watcher.on("error", () => {});
		watcher.close();
		return undefined;
	} catch (error) {
		return codeOf(error) ?? String(error);
	}
}

/** The programs the Monitor and its keepers run; bash only where shell jobs may run. */
export function machineFacts(shellJobs: boolean): MachineFacts {
	const path = process.env.PATH ?? "/usr/bin:/bin";
	const isRoot = process.geteuid?.() === 0;
	const programs = [
		"flock",
		"tee",
		...(shellJobs ? ["bash"] : []),
		...(isRoot ? ["setpriv", "getent"] : []),
	];
	return {
		bootId: tried(bootId),
		uptime: tried(uptime),
		hasOwnStat: textOf("/proc/self/stat") !== undefined,
		hidesProcesses: hidesProcesses(),
		isRoot,
		programs,
		missing: programs.filter(
			(program) => programPath(program, path, "/") === undefined,
		),
	};
}

/** hidepid in the options of /proc, as `1`, `2`, `invisible` and so on. */
function hidesProcesses(): boolean {
	const mounts = textOf("/proc/self/mounts") ?? "";
	const proc = mounts.split("\n").filter((line) => / \/proc proc /.test(line));
	return /[ ,]hidepid=(?!0|off)/.test(proc.at(-1) ?? "");
}

function textOf(file: string): string | undefined {
	return tried(() => fs.readFileSync(file, "utf8").trim());
}

function tried<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}
