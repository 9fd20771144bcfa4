/** Where a UOW lies that has settled, by its id: as the history says it, or where any of its texts is found. */
import type { Located } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { linesBackwards } from "../history/backwards.ts";
import { readEntry } from "../text/history.ts";
import { type Place, SETTLED } from "../text/places.ts";
import { stampAt, uowNames } from "./uows.ts";

/** Bytes of history that one search reads, the newest first. */
const SEARCHED = 64 * 1024 * 1024;

/** Undefined where it is not known, or lies elsewhere by now. */
export function settledByHistory(
	paths: Paths,
	id: number,
	searchedBytes = SEARCHED,
): Located | undefined {
	try {
		const fd = files.openAsIs(paths.history);
		try {
			return newestOf(paths, fd, id, searchedBytes);
		} finally {
			files.close(fd);
		}
	} catch {
		return undefined;
	}
}

function newestOf(
	paths: Paths,
	fd: number,
	id: number,
	bytes: number,
): Located | undefined {
	if (!files.statusOf(fd).isFile()) return undefined;
	for (const line of linesBackwards(fd, bytes)) {
		// Not every line is worth its reading.
		if (!line.includes(`"id":${id},`)) continue;
		const entry = readEntry(line);
		if (entry?.id !== id) continue;
		const { name, outcome } = entry;
		// Whoever can write to that file could lead us anywhere.
		if (/[/\0]/.test(name)) return undefined;
		// A person may have moved it on.
		const places = [`${outcome}-q` as const, ...SETTLED, "archive" as const];
		const place = places.find((one) => isAt(paths, one, name, id));
		return place && { place, name };
	}
	return undefined;
}

function isAt(paths: Paths, place: Place, name: string, id: number): boolean {
	return stampAt(paths, place, name)?.id === id;
}

/** Reads the first line of every text in these places. */
export function searched(
	paths: Paths,
	places: readonly Place[],
	id: number,
): Located | undefined {
	for (const place of places)
		for (const name of uowNames(paths, place))
			if (isAt(paths, place, name, id)) return { place, name };
	return undefined;
}
