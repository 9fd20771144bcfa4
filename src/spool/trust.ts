/** Whether a root may be trusted with running jobs: who else can write to it, and does it lie on one file system. */
import fs from "node:fs";
import { PLACES } from "../text/places.ts";
import type { Paths } from "./paths.ts";

/** The user and group the Monitor runs as. */
export interface Self {
	readonly uid: number;
	readonly gid: number;
}

export interface Complaint {
	readonly path: string;
	readonly what: string;
	readonly remedy: string;
	/** The mode that would be right, where that is all. */
	readonly mode?: number;
}

/** What is wrong, each with its remedy; none: it may. */
export function distrust(paths: Paths): string[] {
	const self = {
		uid: process.geteuid?.() ?? 0,
		gid: process.getegid?.() ?? 0,
	};
	return [
		...complaintsOf(paths, self).map(
			({ path, what, remedy }) => `${path} ${what}: ${remedy}`,
		),
		...spanOf(paths),
	];
}

/** Who else can write where the Monitor trusts; what is missing is no complaint. */
export function complaintsOf(paths: Paths, self: Self): Complaint[] {
	const trusted = [
		paths.root,
		paths.config,
		paths.folder("run"),
		paths.folder("currently-executing"),
	];
	const queues = [paths.folder("wait-q"), paths.folder("priority-q")];
	return [
		...trusted.flatMap((path) => trustedComplaint(path, self)),
		...queues.flatMap(queueComplaint),
	];
}

function trustedComplaint(path: string, self: Self): Complaint[] {
	const stats = fs.statSync(path, { throwIfNoEntry: false });
	if (stats === undefined) return [];
	if (stats.uid !== self.uid && stats.uid !== 0)
		return [
			{
				path,
				what: `belongs to user ${stats.uid}, the Monitor runs as ${self.uid}`,
				remedy: "chown it, or run the Monitor as its owner",
			},
		];
	// One's own group is trusted like oneself: with umask 002 it is a user's private one.
	const others = stats.gid === self.gid ? 0o002 : 0o022;
	if ((stats.mode & others) === 0) return [];
	return [
		{
			path,
			what: "can be written by others",
			remedy: "chmod go-w it",
			mode: stats.mode & 0o7777 & ~0o022,
		},
	];
}

function queueComplaint(path: string): Complaint[] {
	const mode = fs.statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
	if ((mode & 0o002) === 0 || (mode & 0o1000) !== 0) return [];
	return [
		{
			path,
			what: "can be written by everybody",
			remedy: "chmod o-w it, or make it sticky (chmod 3730) for a group",
			mode: mode & 0o7777 & ~0o002,
		},
	];
}

/** A UOW moves by rename, which works within one file system only. */
function spanOf(paths: Paths): string[] {
	const folders = [...PLACES, "run" as const].map((folder) =>
		paths.folder(folder),
	);
	const device = fs.statSync(folders[0] ?? paths.root).dev;
	return folders
		.filter((folder) => fs.statSync(folder).dev !== device)
		.map(
			(folder) =>
				`${folder} lies on another file system than ${folders[0]}: a queue root must lie on one`,
		);
}
