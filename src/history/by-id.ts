/**
 * The UOW of an id, wherever it has gone: the one search for it. Its name stands in
 * history.jsonl once it has settled, and its own first line proves it; what the
 * history does not know is looked for in the texts themselves.
 */
import type { Located, Lookup } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { eachNameIn, portable } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { readEntry } from "../text/history.ts";
import {
	freeName,
	isReadme,
	isUnfinished,
	type Place,
	SETTLED,
} from "../text/places.ts";
import { readStamp } from "../text/stamp.ts";
import { linesWith } from "./search.ts";

/** Where a UOW that has settled may lie. */
export const OVER: readonly Place[] = [...SETTLED, "archive"];

/** Files of one name, NAME.2 and so on, that are looked at in one folder. */
const MOST_OF_NAME = 20;
/** Names under which one id is looked for: each costs a look into all folders. */
const MOST_NAMES = 3;
/** Bytes of a first line. */
const first = Buffer.allocUnsafe(256);

/** `most`: bytes of history that are searched, the newest first. Undefined: it does not know. */
export function byHistory(
	paths: Paths,
	id: number,
	most: number,
): Located | undefined {
	for (const name of namesOf(paths.history, id, most))
		for (const at of candidates(paths, name))
			if (idAt(paths, at) === id) return at;
	return undefined;
}

/** False: this root has never given it, so no text need be read for it. */
export function mayBeGiven(paths: Paths, id: number): boolean {
	try {
		const next = Number(files.readText(paths.own("next-id")) ?? Number.NaN);
		return !(id >= next);
	} catch (error) {
		if (files.isAboutOneFile(error)) return true;
		throw error;
	}
}

/** Reads the first line of texts in these places, of so many at most. */
export function byTexts(
	paths: Paths,
	places: readonly Place[],
	id: number,
	most = Number.POSITIVE_INFINITY,
): Lookup {
	let read = 0;
	for (const place of places)
		for (const name of eachNameIn(paths.folder(place))) {
			if (isReadme(name) || isUnfinished(name)) continue;
			if (read >= most) return { kind: "not found" };
			read += 1;
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
function* namesOf(
	history: string,
	id: number,
	most: number,
): Generator<string> {
	const fd = openIfReadable(history);
	if (fd === undefined) return;
	const told = new Set<string>();
	try {
		// Quotes in somebody's words are escaped.
		for (const line of linesWith(fd, `"id":${id},`, most)) {
			const entry = readEntry(line);
			if (entry?.id !== id || told.has(entry.name)) continue;
			// Whoever can write to that file could lead us anywhere.
			if (/[/\0]/.test(entry.name)) continue;
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
