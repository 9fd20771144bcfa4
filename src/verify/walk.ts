/**
 * One pass over all files in the places of a root, in flat memory: one head at
 * a time. Folders come in the order in which a UOW goes through them, so that
 * one which moves on meanwhile is met at least once.
 */
import type { Stats } from "node:fs";
import * as files from "../disk/files.ts";
import { eachNameIn, isForeign, portable } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { PLACES, type Place } from "../text/places.ts";
import { HEAD_LIMIT, readHead, type UowHead } from "../text/uow-text.ts";

export interface Seen {
	readonly place: Place;
	readonly name: string;
	readonly stats: Stats;
	/** Undefined for what is no regular file, for trash, and where it may not be read. */
	readonly head: UowHead | undefined;
	readonly isClosed: boolean;
}

/** Bytes that hold nearly every head whole. */
const SMALL = 4096;
const buffer = Buffer.allocUnsafe(HEAD_LIMIT);

export function* everyFile(
	paths: Paths,
	places: readonly Place[] = PLACES,
): Generator<Seen> {
	for (const place of places)
		for (const name of namesThere(paths, place)) {
			const seen = lookAt(paths, place, name);
			if (seen !== undefined) yield seen;
		}
}

/** Undefined where it went meanwhile. */
export function lookAt(
	paths: Paths,
	place: Place,
	name: string,
): Seen | undefined {
	const path = paths.at(place, name);
	const stats = files.look(path);
	if (stats === undefined) return undefined;
	const base = { place, name, stats, head: undefined, isClosed: false };
	if (!stats.isFile() || stats.size === 0 || place === "trash") return base;
	try {
		return { ...base, head: headAt(path, stats) };
	} catch (error) {
		if (files.isMoved(error)) return undefined;
		if (!files.isForbidden(error)) throw error;
		return { ...base, isClosed: true };
	}
}

/** `place/name`, as people may type it. */
export function shownAt(place: Place, name: string): string {
	return `${place}/${isForeign(name) ? portable(name) : name}`;
}

function* namesThere(paths: Paths, place: Place): Generator<string> {
	try {
		yield* eachNameIn(paths.folder(place));
	} catch (error) {
		// A folder that is missing is said elsewhere.
		if (!files.isMoved(error)) throw error;
	}
}

/** Opened as it is: verify mends no rights, unlike the Monitor. */
function headAt(path: files.Path, stats: Stats): UowHead | undefined {
	const fd = files.openAsIs(path);
	try {
		if (files.inodeOf(files.statusOf(fd)) !== files.inodeOf(stats))
			return undefined;
		const small = files.readAt(fd, buffer.subarray(0, SMALL), 0);
		const head = readHead(buffer.subarray(0, small), small < SMALL);
		if (head.logAt !== undefined || small < SMALL) return head;
		const length = files.readAt(fd, buffer, 0);
		return readHead(buffer.subarray(0, length), length < HEAD_LIMIT);
	} finally {
		files.close(fd);
	}
}
