/**
 * Whether a root may be trusted with running jobs: who else could change what
 * the Monitor goes by, or put another in its place. Each complaint has its remedy.
 */
import fs from "node:fs";
import path from "node:path";
import type { Paths } from "../disk/paths.ts";
import { PLACES, QUEUES, SETTLED } from "../text/places.ts";

/** Of the user "nobody", as whom a container sees all users it does not have; they are outside of it. */
const OUTSIDE = 65_534;
const STICKY = 0o1000;

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

/** What must hold before the configuration is even read. */
export function distrustRoot(root: string, config: string): string[] {
	return rootComplaints([root, config], whoami()).map(complaintText);
}

/** What must hold of the folders and message files that the configuration names. */
export function distrust(paths: Paths): string[] {
	return placeComplaints(paths, whoami()).map(complaintText);
}

/** Both; what is missing is no complaint. */
export function complaintsOf(paths: Paths, self: Self): Complaint[] {
	const all = [
		...rootComplaints([paths.root, paths.config], self),
		...placeComplaints(paths, self),
	];
	// A folder above the root is above its folders as well.
	return [...new Map(all.map((one) => [complaintText(one), one])).values()];
}

function rootComplaints(places: readonly string[], self: Self): Complaint[] {
	return [
		...aboveOf(places, self),
		...places.flatMap((place) => closedOf(place, self)),
	];
}

function placeComplaints(paths: Paths, self: Self): Complaint[] {
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
	const all = [...closed, ...drops, ...others];
	return [
		...aboveOf([...all, paths.root], self),
		...closed.flatMap((place) => closedOf(place, self)),
		...drops.flatMap((folder) => openOf(folder, STICKY, self)),
		...others.flatMap((place) => openOf(place, 0, self)),
	];
}

function whoami(): Self {
	return { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
}

function complaintText({ path, what, remedy }: Complaint): string {
	return `${path} ${what}: ${remedy}`;
}

/** A UOW moves by rename, which works within one file system only. */
export function spanOf(paths: Paths): string[] {
	const folders = [
		...[...PLACES, "run" as const].map(paths.folder),
		// It is renamed and linked into run/.
		path.dirname(paths.reads),
	];
	const device = fs.statSync(folders[0] ?? paths.root).dev;
	return folders
		.filter((folder) => fs.statSync(folder).dev !== device)
		.map(
			(folder) =>
				`${folder} lies on another file system than ${folders[0]}: a queue root must lie on one`,
		);
}

/** Of a configuration that is to be read anew. */
export function distrustConfig(config: string): string[] {
	return closedOf(config, whoami()).map(complaintText);
}

/** What only the Monitor may write. */
function closedOf(path: string, self: Self): Complaint[] {
	const stats = statsOf(path);
	if (stats === undefined) return [];
	if (!isOurs(stats, self)) return [foreign(path, stats, self)];
	if (!isOpenToOthers(stats, self)) return [];
	return [
		{
			path,
			what: "can be written by others",
			remedy: "chmod go-w it",
			mode: stats.mode & 0o7777 & ~0o022,
		},
	];
}

/** What a group may be let into, but not everybody; `sticky` allows even that where nobody can touch what is another's. */
function openOf(path: string, sticky: number, self: Self): Complaint[] {
	const stats = statsOf(path);
	if (stats === undefined) return [];
	// A message file may have been made anew by whoever may write it.
	if (!isOurs(stats, self) && stats.isDirectory())
		return [foreign(path, stats, self)];
	if ((stats.mode & 0o002) === 0 || (stats.mode & sticky) !== 0) return [];
	const orSticky =
		sticky === 0 ? "" : ", or make it sticky (chmod 3730) for a group";
	return [
		{
			path,
			what: "can be written by everybody",
			remedy: `chmod o-w it${orSticky}`,
			mode: stats.mode & 0o7777 & ~0o002,
		},
	];
}

/** Whoever can write to a folder above can put another folder in place of what lies in it. */
function aboveOf(places: readonly string[], self: Self): Complaint[] {
	const above = new Set(places.flatMap(foldersAbove));
	for (const place of places) {
		above.delete(place);
		above.delete(realOf(place));
	}
	const who = "who could put other files in place of the queue root's";
	return [...above].flatMap((path) => {
		const stats = statsOf(path);
		if (stats === undefined) return [];
		if (!isOurs(stats, self) && !isOutside(stats))
			return [
				{
					path,
					what: `belongs to user ${stats.uid}, ${who}`,
					remedy: "make the root elsewhere, or run catq as that user",
				},
			];
		if (!isOpenToOthers(stats, self) || (stats.mode & STICKY) !== 0) return [];
		return [
			{
				path,
				what: `can be written by others, ${who}`,
				remedy: "chmod go-w it, or make it sticky (chmod +t)",
			},
		];
	});
}

/** From its parent up to `/`, and the same of whatever links on the way lead to. */
function foldersAbove(place: string): string[] {
	const parents: string[] = [];
	for (let at = place; ; at = path.dirname(at)) {
		if (at !== place) parents.push(at);
		const link = linkOf(at);
		if (link !== undefined) parents.push(...foldersAbove(link));
		if (at === path.dirname(at)) return parents;
	}
}

/** Where a link leads; undefined for what is none. A circle of links has no stats and is never trusted. */
function linkOf(at: string): string | undefined {
	const isLink = fs.lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink();
	if (isLink !== true || !fs.existsSync(at)) return undefined;
	return path.resolve(path.dirname(at), fs.readlinkSync(at));
}

/** The path without links, as far as it is there. */
function realOf(place: string): string {
	if (fs.existsSync(place)) return fs.realpathSync(place);
	return path.join(realOf(path.dirname(place)), path.basename(place));
}

/** Only where user numbers are mapped does that one stand for users it does not have. */
function isOutside({ uid }: fs.Stats): boolean {
	const map = fs.readFileSync("/proc/self/uid_map", "utf8");
	return uid === OUTSIDE && !/^\s*0\s+0\s+4294967295\s*$/.test(map);
}

function statsOf(place: string): fs.Stats | undefined {
	return fs.statSync(place, { throwIfNoEntry: false });
}

/** Root could do all that anyway. */
function isOurs(stats: fs.Stats, self: Self): boolean {
	return stats.uid === 0 || stats.uid === self.uid;
}

/** One's own group, and root's, are trusted like oneself: with umask 002 it is a user's private one. */
function isOpenToOthers({ mode, gid }: fs.Stats, self: Self): boolean {
	const isTrusted = gid === 0 || gid === self.gid;
	return (mode & (isTrusted ? 0o002 : 0o022)) !== 0;
}

function foreign(path: string, { uid }: fs.Stats, self: Self): Complaint {
	return {
		path,
		what: `belongs to user ${uid}, catq runs as ${self.uid}`,
		remedy: "chown it, or run catq as its owner",
	};
}
