/**
 * The file operations that carry the promises: each is left undone, done, or
 * recognisably half done by a crash at any moment.
 */
import type { Stats } from "node:fs";
import { type Folder, freeName, QUEUES } from "../text/places.ts";
import * as files from "./files.ts";
import { portable } from "./names.ts";
import type { Paths } from "./paths.ts";

/** In `run/`. */
export const PLACEHOLDER = "placeholder";

/** Creates a file with all its bytes, durable but for its name; with the rights of another, where one is given. Half done: it lacks its end. */
export function createWhole(
	path: string,
	text: string | Buffer,
	mode = 0o640,
	like?: Stats,
): void {
	const fd = files.openNew(path, mode);
	try {
		files.write(fd, text);
		if (like !== undefined) files.adopt(fd, like);
		files.sync(fd);
	} finally {
		files.close(fd);
	}
}

/** Replaces a file by a whole one: beside, then over. Half done: `path.new` is left. */
export function replaceWhole(
	path: string,
	text: string,
	durable: boolean,
	mode = 0o640,
): void {
	const beside = `${path}.new`;
	removeIfThere(beside);
	const fd = files.openNew(beside, mode);
	try {
		files.write(fd, text);
		if (durable) files.sync(fd);
	} finally {
		files.close(fd);
	}
	files.rename(beside, path);
}

/** Appends in one write. Half done: the last line lacks its newline. */
export function append(
	path: string,
	text: string,
	durable: boolean,
	mode = 0o640,
): void {
	const fd = files.openToAppend(path, mode);
	try {
		files.write(fd, text);
		if (durable) files.sync(fd);
	} finally {
		files.close(fd);
	}
}

export function removeIfThere(path: files.Path): void {
	try {
		files.unlink(path);
	} catch (error) {
		if (files.codeOf(error) !== "ENOENT") throw error;
	}
}

/**
 * Moves to a free name: an empty placeholder of mode 0 reserves it, the rename
 * goes over that. Never overwrites. Half done: the placeholder is left, and
 * removed at the next start. Returns the name it got.
 */
export function moveFree(
	paths: Paths,
	from: { place: Folder; name: string; as?: string },
	to: Folder,
	durable = true,
): string {
	const source = paths.at(from.place, from.name);
	const moved = files.look(source);
	const name = reserve(paths, to, from.as ?? portable(from.name), moved);
	const target = paths.at(to, name);
	try {
		files.rename(source, target);
	} catch (error) {
		removePlaceholder(target);
		throw error;
	}
	// One rename is one transaction of the file system: with its target it is all there.
	if (durable) files.syncFolder(paths.folder(to));
	return name;
}

/** Only what we put there ourselves: a person may have used the name meanwhile. */
function removePlaceholder(path: files.Path): void {
	const stats = files.look(path);
	if (stats?.isDirectory()) files.removeFolder(path);
	else if (stats !== undefined && isPlaceholder(stats)) files.unlink(path);
}

/** Takes the first free name: A, A.2, A.3… The search doubles its steps, so that thousands of one name cost little. */
function reserve(
	paths: Paths,
	to: Folder,
	name: string,
	moved: Stats | undefined,
): string {
	const isTaken = (count: number) =>
		files.look(paths.at(to, freeName(name, count))) !== undefined;
	for (;;) {
		const free = freeName(name, firstFree(isTaken));
		try {
			if (moved?.isDirectory()) files.makeFolder(paths.at(to, free), 0);
			else placehold(paths, to, free, moved);
			return free;
		} catch (error) {
			if (files.codeOf(error) !== "EEXIST") throw error;
		}
	}
}

/**
 * A further name of one empty file that lies in `run/`: to make a file for each
 * move and to remove it again costs a file system many times as much. In a queue
 * it is one of its own, since a name that is not the only one is judged there.
 */
function placehold(
	paths: Paths,
	to: Folder,
	name: string,
	moved: Stats | undefined,
): void {
	const path = paths.at(to, name);
	const isQueue = QUEUES.some((queue) => queue === to);
	if (isQueue || !linkPlaceholder(paths, path, moved))
		files.close(files.openNew(path, 0));
}

/**
 * False where it is not there, not everybody may use it, or somebody has changed
 * it; or made a further name of it that is moved now: a rename over another name
 * of the same file does nothing, and says that all is well.
 */
function linkPlaceholder(
	paths: Paths,
	path: files.Path,
	moved: Stats | undefined,
): boolean {
	const shared = files.look(paths.own(PLACEHOLDER));
	if (shared === undefined || !isPlaceholder(shared)) return false;
	if (moved !== undefined && files.inodeOf(moved) === files.inodeOf(shared))
		return false;
	try {
		files.link(paths.own(PLACEHOLDER), path);
		return true;
	} catch (error) {
		if (files.codeOf(error) === "EEXIST") throw error;
		return false;
	}
}

/** The file that all placeholders are names of, as good as new. */
export function renewPlaceholder(paths: Paths): void {
	const path = paths.own(PLACEHOLDER);
	removeIfThere(path);
	files.close(files.openNew(path, 0));
}

export function firstFree(isTaken: (count: number) => boolean): number {
	let taken = -1;
	let free = 0;
	while (isTaken(free)) {
		taken = free;
		free = free * 2 + 1;
	}
	while (free - taken > 1) {
		const middle = Math.floor((taken + free) / 2);
		if (isTaken(middle)) taken = middle;
		else free = middle;
	}
	return free;
}

/** An empty file of mode 0: a placeholder that a crash left behind. */
export function isPlaceholder(stats: {
	size: number;
	mode: number;
	isFile(): boolean;
}): boolean {
	return stats.isFile() && stats.size === 0 && (stats.mode & 0o777) === 0;
}
