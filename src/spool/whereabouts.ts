/** Where UOWs of a name, or of an id, lie. */

import type { Lookup } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { type OpenUow, readUow } from "../disk/uow-file.ts";
import { byHistory, byTexts, OVER } from "../history/by-id.ts";
import type { Instant } from "../text/instant.ts";
import { PLACES, type Place } from "../text/places.ts";
import { isSettled } from "../text/status-line.ts";
import { isStamped } from "../text/uow-text.ts";

/** Heads that one search reads: a tenth of a second. */
const MOST_HEADS = 5000;
/** Bytes of history that one search reads, the newest first. */
const MOST_HISTORY = 4 * 1024 * 1024;
/** Ids that are remembered. */
const MOST_KNOWN = 10_000;
/** Milliseconds in which a second change may leave a folder's time as it is. */
const BLUR = 1000;

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

/** By its history, else by the texts themselves, of which only so many are read. */
function lookUp(paths: Paths, id: number): Lookup {
	const at = byHistory(paths, id, MOST_HISTORY);
	return at === undefined
		? byTexts(paths, OVER, id, MOST_HEADS)
		: { kind: "lies", at };
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
