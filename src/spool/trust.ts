/** Whether a root may be trusted with running jobs: who else can write to it, and does it lie on one file system. */
import fs from "node:fs";
import { PLACES } from "../text/places.ts";
import type { Paths } from "./paths.ts";

/** What is wrong, each with its remedy; none: it may. */
export function distrust(paths: Paths): string[] {
	const complaints = [
		paths.root,
		paths.config,
		paths.folder("run"),
		paths.folder("currently-executing"),
	].flatMap(complaintOf);
	const queues = [paths.folder("wait-q"), paths.folder("priority-q")].flatMap(
		(queue) =>
			isOpenToAll(queue)
				? [
						`${queue} can be written by everybody: chmod o-w it, or make it sticky (chmod 3730) for a group`,
					]
				: [],
	);
	return [...complaints, ...queues, ...spanOf(paths)];
}

function complaintOf(path: string): string[] {
	const stats = fs.statSync(path, { throwIfNoEntry: false });
	if (stats === undefined) return [];
	const self = process.geteuid?.() ?? 0;
	if (stats.uid !== self && stats.uid !== 0)
		return [
			`${path} belongs to user ${stats.uid}, the Monitor runs as ${self}: chown it, or run the Monitor as its owner`,
		];
	// One's own group is trusted like oneself: with umask 002 it is a user's private one.
	const others = stats.gid === process.getegid?.() ? 0o002 : 0o022;
	return (stats.mode & others) !== 0
		? [`${path} can be written by others: chmod go-w it`]
		: [];
}

function isOpenToAll(folder: string): boolean {
	const { mode } = fs.statSync(folder);
	return (mode & 0o002) !== 0 && (mode & 0o1000) === 0;
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
