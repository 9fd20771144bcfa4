/**
 * Whether a root may be trusted with running jobs: who else could change what
 * the Monitor goes by, or put another in its place. Each complaint has its remedy.
 */
import fs from "node:fs";
import path from "node:path";
import { PLACES, QUEUES, SETTLED } from "../text/places.ts";
import type { Paths } from "./paths.ts";

/** Of the user "nobody", as whom a container sees all users it does not have; they are outside of it. */
const OUTSIDE = 65_534;
const STICKY = 0o1000;

/** What must hold before the configuration is even read. */
export function distrustRoot(root: string, config: string): string[] {
	return [...aboveOf([root, config]), ...closedOf(root), ...closedOf(config)];
}

/** What must hold of the folders and message files that the configuration names; those that are missing are no harm. */
export function distrust(paths: Paths): string[] {
	const closed = [
		paths.folder("run"),
		paths.folder("currently-executing"),
		paths.says,
	];
	const drops = [...QUEUES, "incoming" as const].map(paths.folder);
	const others = [
		...[...SETTLED, "trash" as const, "archive" as const].map(paths.folder),
		...[paths.folder("feedback"), paths.folder("status"), paths.reads],
	];
	return [
		...aboveOf([...closed, ...drops, ...others, paths.root]),
		...closed.flatMap(closedOf),
		...drops.flatMap((folder) => openOf(folder, STICKY)),
		...others.flatMap((place) => openOf(place, 0)),
	];
}

/** A UOW moves by rename, which works within one file system only. */
export function spanOf(paths: Paths): string[] {
	const folders = [...PLACES, "run" as const].map(paths.folder);
	const device = fs.statSync(folders[0] ?? paths.root).dev;
	return folders
		.filter((folder) => fs.statSync(folder).dev !== device)
		.map(
			(folder) =>
				`${folder} lies on another file system than ${folders[0]}: a queue root must lie on one`,
		);
}

/** What only the Monitor may write. */
export function closedOf(place: string): string[] {
	const stats = statsOf(place);
	if (stats === undefined) return [];
	if (!isOurs(stats)) return [foreignText(place, stats)];
	return isOpenToOthers(stats)
		? [`${place} can be written by others: chmod go-w it`]
		: [];
}

/** What a group may be let into, but not everybody; `sticky` allows even that where nobody can touch what is another's. */
function openOf(place: string, sticky: number): string[] {
	const stats = statsOf(place);
	if (stats === undefined) return [];
	// A message file may have been made anew by whoever may write it.
	if (!isOurs(stats) && stats.isDirectory()) return [foreignText(place, stats)];
	if ((stats.mode & 0o002) === 0 || (stats.mode & sticky) !== 0) return [];
	return [
		sticky === 0
			? `${place} can be written by everybody: chmod o-w it`
			: `${place} can be written by everybody: chmod o-w it, or make it sticky (chmod 3730) for a group`,
	];
}

/** Whoever can write to a folder above can put another folder in place of what lies in it. */
function aboveOf(places: readonly string[]): string[] {
	const above = new Set(places.flatMap(foldersAbove));
	for (const place of places) above.delete(realOf(place));
	return [...above].flatMap((folder) => {
		const stats = statsOf(folder);
		if (stats === undefined) return [];
		const who = "who could put other files in place of the queue root's";
		if (!isOurs(stats) && stats.uid !== OUTSIDE)
			return [
				`${folder} belongs to user ${stats.uid}, ${who}: make the root elsewhere, or run catq as that user`,
			];
		return isOpenToOthers(stats) && (stats.mode & STICKY) === 0
			? [
					`${folder} can be written by others, ${who}: chmod go-w it, or make it sticky (chmod +t)`,
				]
			: [];
	});
}

/** From its parent up to `/`, links followed. */
function foldersAbove(place: string): string[] {
	const parents: string[] = [];
	for (let at = realOf(place); at !== path.dirname(at); ) {
		at = path.dirname(at);
		parents.push(at);
	}
	return parents;
}

/** The path without links, as far as it is there. */
function realOf(place: string): string {
	if (fs.existsSync(place)) return fs.realpathSync(place);
	return path.join(realOf(path.dirname(place)), path.basename(place));
}

function statsOf(place: string): fs.Stats | undefined {
	return fs.statSync(place, { throwIfNoEntry: false });
}

/** Root could do all that anyway. */
function isOurs(stats: fs.Stats): boolean {
	return stats.uid === 0 || stats.uid === process.geteuid?.();
}

/** One's own group, and root's, are trusted like oneself: with umask 002 it is a user's private one. */
function isOpenToOthers({ mode, gid }: fs.Stats): boolean {
	const isTrusted = gid === 0 || gid === process.getegid?.();
	return (mode & (isTrusted ? 0o002 : 0o022)) !== 0;
}

function foreignText(place: string, { uid }: fs.Stats): string {
	return `${place} belongs to user ${uid}, catq runs as ${process.geteuid?.()}: chown it, or run catq as its owner`;
}
