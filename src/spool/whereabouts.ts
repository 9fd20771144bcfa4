/** Where UOWs of a name, or of an id, lie. */

import type { Located, Lookup } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { eachNameIn, namesIn, portable } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { linesBackwards } from "../history/backwards.ts";
import { readEntry } from "../text/history.ts";
import type { Instant } from "../text/instant.ts";
import { freeName, PLACES, type Place, SETTLED } from "../text/places.ts";
import { readStamp } from "../text/stamp.ts";
import { isSettled } from "../text/status-line.ts";
import { isStamped } from "../text/uow-text.ts";
import { type OpenUow, readUow } from "./uow-file.ts";

const OVER: readonly Place[] = [...SETTLED, "archive"];
/** Heads that one search reads: a tenth of a second. */
const MOST_HEADS = 5000;
/** Files of one name, NAME.2 and so on, that are looked at in one folder. */
const MOST_OF_NAME = 20;
/** Bytes of history that one search reads, the newest first. */
const MOST_HISTORY = 4 * 1024 * 1024;
/** Names under which one id is looked for: each costs a look into all folders. */
const MOST_NAMES = 3;
/** Ids that are remembered. */
const MOST_KNOWN = 10_000;
/** Milliseconds in which a second change may leave a folder's time as it is. */
const BLUR = 1000;
/** Bytes of a first line. */
const first = Buffer.allocUnsafe(256);

/** For each name the places where it lies; archive only where its STATUS is DONE. */
export function whereabouts(
	paths: Paths,
	names: readonly string[],
): ReadonlyMap<string, readonly Place[]> {
	const wanted = new Set(
		names.filter(
			(name) => name !== "" && !name.includes("/") && !name.includes("\0"),
		),
	);
	return new Map(
		[...wanted].map((name) => [
			name,
			PLACES.filter((place) => liesIn(paths, place, name)),
		]),
	);
}

function liesIn(paths: Paths, place: Place, name: string): boolean {
	if (
		Buffer.byteLength(name) > 255 ||
		!files.look(paths.at(place, name))?.isFile()
	)
		return false;
	return (
		place !== "archive" ||
		tryRead(paths, place, name)?.head.status?.state === "DONE"
	);
}

/** Every settled UOW, as the inodes of each id. Reads every head: only where somebody brought settled texts back. */
export function settledInodes(
	paths: Paths,
): ReadonlyMap<number, readonly string[]> {
	const inodes = new Map<number, string[]>();
	for (const place of OVER)
		for (const name of namesIn(paths.folder(place))) {
			const uow = tryRead(paths, place, name);
			if (uow === undefined || !isStamped(uow.head)) continue;
			if (!isSettled(uow.head.status.state)) continue;
			const { id } = uow.head.stamp;
			inodes.set(id, [...(inodes.get(id) ?? []), uow.inode]);
		}
	return inodes;
}

/** Beyond it a number was typed by somebody. */
const HIGHEST = 1e9;

/** The highest id in any text of the root: asked only where the Monitor's own note of it is gone. */
export function highestId(paths: Paths): number {
	let highest = 0;
	for (const place of PLACES)
		for (const name of namesIn(paths.folder(place))) {
			const id = tryRead(paths, place, name)?.head.stamp?.id ?? 0;
			if (id > highest && id <= HIGHEST) highest = id;
		}
	return highest;
}

/** Undefined for what cannot be read as a UOW; it is not what is looked for. */
function tryRead(
	paths: Paths,
	place: Place,
	name: string,
): OpenUow | undefined {
	const path = paths.at(place, name);
	try {
		return files.look(path)?.isFile() ? readUow(path) : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Where the UOW of an id lies once it has settled: its name stands in
 * history.jsonl, its own first line proves it. For what history does not know,
 * the heads in the settled folders are read, and only so many.
 */
function lookUp(paths: Paths, id: number): Lookup {
	for (const name of namesOf(paths.history, id))
		for (const at of candidates(paths, name))
			if (idAt(paths, at) === id) return { kind: "lies", at };
	return scan(paths, id);
}

function scan(paths: Paths, id: number): Lookup {
	let heads = 0;
	for (const place of OVER)
		for (const name of eachNameIn(paths.folder(place))) {
			if (heads >= MOST_HEADS) return { kind: "not found" };
			heads += 1;
			const at = { place, name };
			if (idAt(paths, at) === id) return { kind: "lies", at };
		}
	return { kind: "nowhere" };
}

function* candidates(paths: Paths, name: string): Generator<Located> {
	for (const place of OVER)
		for (let taken = 0; taken < MOST_OF_NAME; taken += 1) {
			const at = { place, name: freeName(portable(name), taken) };
			if (files.look(paths.at(at.place, at.name)) === undefined) break;
			yield at;
		}
}

/** The id in a file's first line; undefined for what has none, or may not be read. */
function idAt(paths: Paths, { place, name }: Located): number | undefined {
	const fd = openIfReadable(paths.at(place, name));
	if (fd === undefined) return undefined;
	try {
		const length = files.readAt(fd, first, 0);
		const line = first.toString("utf8", 0, length).split("\n", 1)[0] ?? "";
		return readStamp(line.trimEnd())?.id;
	} finally {
		files.close(fd);
	}
}

/** The names under which an id has settled, the last one first. */
function* namesOf(history: string, id: number): Generator<string> {
	const fd = openIfReadable(history);
	if (fd === undefined) return;
	// Cheaper than to read every line as JSON; quotes in somebody's words are escaped.
	const needle = `"id":${id},`;
	const told = new Set<string>();
	try {
		for (const line of linesBackwards(fd, MOST_HISTORY)) {
			const entry = line.includes(needle) ? readEntry(line) : undefined;
			if (entry?.id !== id || told.has(entry.name)) continue;
			told.add(entry.name);
			yield entry.name;
			if (told.size >= MOST_NAMES) return;
		}
	} finally {
		files.close(fd);
	}
}

/** Undefined for what is no regular file, or may not be read. */
function openIfReadable(path: files.Path): number | undefined {
	try {
		return files.look(path)?.isFile() ? files.openAsIs(path) : undefined;
	} catch (error) {
		if (files.isAboutOneFile(error)) return undefined;
		throw error;
	}
}

/**
 * Where UOWs lie that are asked for by their ids. A search that finds nobody may
 * read megabytes: it is not made again while nothing it has read has changed.
 */
export class Lookups {
	readonly #paths: Paths;
	/** Ids of nobody, while the version stands. */
	readonly #known = new Map<number, Lookup>();
	#version = "";

	constructor(paths: Paths) {
		this.#paths = paths;
	}

	/** What is known without a search; undefined: nothing. */
	recall(id: number): Lookup | undefined {
		if (this.#known.size === 0) return undefined;
		if (this.#look().version !== this.#version) this.#known.clear();
		return this.#known.get(id);
	}

	search(id: number, now: Instant): Lookup {
		const before = this.#look();
		const found = lookUp(this.#paths, id);
		if (found.kind === "lies" || now - before.changedAt < BLUR) return found;
		if (before.version !== this.#version || this.#known.size >= MOST_KNOWN)
			this.#known.clear();
		this.#version = before.version;
		this.#known.set(id, found);
		return found;
	}

	#look(): { readonly version: string; readonly changedAt: Instant } {
		const all = [
			this.#paths.history,
			...OVER.map((place) => this.#paths.folder(place)),
		].map((path) => files.look(path));
		return {
			version: all.map((stats) => stats && files.versionOf(stats)).join(" "),
			changedAt: Math.max(...all.map((stats) => stats?.mtimeMs ?? 0)),
		};
	}
}
