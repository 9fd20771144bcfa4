/** Where UOWs of a name, or the original of an id, lie. */

import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { PLACES, type Place, SETTLED } from "../text/places.ts";
import { isSettled } from "../text/status-line.ts";
import { isStamped } from "../text/uow-text.ts";
import { type OpenUow, readUow } from "./uow-file.ts";

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
	for (const place of [...SETTLED, "archive" as const])
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
