/** Discarding: to trash, never deleted, with a note beside it that says why. */

import * as files from "../disk/files.ts";
import { portable } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import {
	firstFree,
	moveFree,
	removeIfThere,
	replaceWhole,
} from "../disk/steps.ts";
import { Overtaken } from "../disk/uow-file.ts";
import type { Instant } from "../text/instant.ts";
import { isoOf } from "../text/instant.ts";
import { freeName, isReadme, type Place } from "../text/places.ts";
import { visible } from "../text/visible.ts";

const NOTE = ".why";
/** The note is written beside its name first. */
const LONGEST_ENDING = `${NOTE}.new`;
/** Bytes; a larger file is no note. */
const LONGEST_NOTE = 64 * 1024;

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
	const begin = visible(`${place}/${name} came here `);
	const nameOf = (count: number) => freeName(safe, count, LONGEST_ENDING);
	const free = nameOf(
		firstFree((count) => !isFree(paths, nameOf(count), begin)),
	);
	const lines = [
		`${begin}${isoOf(at)}:`,
		...reasons.map(visible),
		"",
		isReadme(name)
			? "To have it back, remove the newer one and move this to its place."
			: "Nothing of it was changed. To use it after all, mend it and move it back.",
	];
	const note = `${paths.folder("trash")}/${free}${NOTE}`;
	replaceWhole(note, `${lines.join("\n")}\n`, false);
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

/** Of a file that has left trash. Somebody's own file of that name stays. */
export function removeNote(paths: Paths, name: string): void {
	const note = `${paths.folder("trash")}/${name}${NOTE}`;
	const stats = files.look(note);
	if (stats?.isFile() !== true || stats.size > LONGEST_NOTE) return;
	if (/^.* came here \S+Z:\n/.test(files.readText(note) ?? ""))
		removeIfThere(note);
}

/** Whether a file of this name, its note, and the note while it is written would replace nothing. */
function isFree(paths: Paths, name: string, begin: string): boolean {
	return (
		files.look(paths.at("trash", name)) === undefined &&
		[NOTE, LONGEST_ENDING].every((ending) =>
			isOwnNote(paths.at("trash", name + ending), begin),
		)
	);
}

/** Nothing, or what a crash left of a note about the same file; anything else is somebody's. */
function isOwnNote(path: files.Path, begin: string): boolean {
	const stats = files.look(path);
	if (stats === undefined) return true;
	const isReadable =
		stats.isFile() &&
		stats.size <= LONGEST_NOTE &&
		stats.uid === process.geteuid?.() &&
		(stats.mode & 0o400) !== 0;
	if (!isReadable) return false;
	const text = files.readText(path) ?? "";
	return text.startsWith(begin) || begin.startsWith(text);
}
