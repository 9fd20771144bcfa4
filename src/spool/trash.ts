/** Discarding: to trash, never deleted, with a note beside it that says why. */

import type { Instant } from "../text/instant.ts";
import { isoOf } from "../text/instant.ts";
import { freeName, isReadme, type Place } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import * as files from "./files.ts";
import { portable } from "./names.ts";
import type { Paths } from "./paths.ts";
import { firstFree, moveFree, removeIfThere, replaceWhole } from "./steps.ts";
import { Overtaken } from "./uow-file.ts";

const NOTE = ".why";
/** The note is written beside its name first. */
const LONGEST_ENDING = `${NOTE}.new`;

/** Returns the name it got in trash. Half done: a note without its file; the file is still where it lay. */
export function discard(
	paths: Paths,
	{
		place,
		name,
		version,
	}: { place: Place; name: string; version: string | undefined },
	reasons: readonly string[],
	at: Instant,
): string {
	// A README in trash would be one too many there.
	const safe = isReadme(name) ? `${place}-${name}` : portable(name);
	const isTaken = (count: number) =>
		files.look(paths.at("trash", freeName(safe, count, LONGEST_ENDING))) !==
		undefined;
	const free = freeName(safe, firstFree(isTaken), LONGEST_ENDING);
	const lines = [
		`${place}/${name} came here ${isoOf(at)}:`,
		...reasons,
		"",
		isReadme(name)
			? "To have it back, remove the newer one and move this to its place."
			: "Nothing of it was changed. To use it after all, mend it and move it back.",
	];
	const note = `${paths.folder("trash")}/${free}${NOTE}`;
	replaceWhole(note, `${lines.map(visible).join("\n")}\n`, false);
	try {
		const stats = files.look(paths.at(place, name));
		if (
			version !== undefined &&
			(stats === undefined || files.versionOf(stats) !== version)
		)
			throw new Overtaken("another file by now");
		return moveFree(paths, { place, name, as: free }, "trash");
	} catch (error) {
		removeIfThere(note);
		throw error;
	}
}
