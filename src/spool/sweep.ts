/** Placeholders that a crash left behind: empty files of mode 0 where a move was about to end. */

import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { isPlaceholder, renewPlaceholder } from "../disk/steps.ts";
import { freeName, type Place, QUEUES, SETTLED } from "../text/places.ts";
import type { RunFolder } from "./run-folder.ts";

/** Folders that stay small. */
const LISTED: readonly Place[] = ["currently-executing", "trash"];

/** Call once, with the root held, before the first look; further ones can be made then. Queues are swept as they are read. */
export function sweepPlaceholders(paths: Paths, runs: RunFolder): void {
	for (const place of LISTED)
		for (const name of namesIn(paths.folder(place))) sweep(paths, place, name);
	// The others may be huge; only a UOW that still has records can have been on its way there.
	for (const key of runs.keys()) {
		const name = runs.ticketOf(key)?.name;
		for (const place of [...QUEUES, ...SETTLED])
			if (name !== undefined) sweepNames(paths, place, name);
	}
	renewPlaceholder(paths);
}

function sweepNames(paths: Paths, place: Place, name: string): void {
	for (
		let taken = 0;
		files.look(paths.at(place, freeName(name, taken))) !== undefined;
		taken += 1
	)
		sweep(paths, place, freeName(name, taken));
}

/** Removes it where it is a placeholder of our own; says whether it did. */
export function sweep(paths: Paths, place: Place, name: string): boolean {
	const path = paths.at(place, name);
	const stats = files.look(path);
	const isOurs =
		stats !== undefined &&
		isPlaceholder(stats) &&
		stats.uid === process.geteuid?.();
	if (isOurs) files.unlink(path);
	return isOurs;
}
