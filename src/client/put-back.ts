/** An edited UOW in the place of the one that was read, if that is still there as it was. */
import { isMoved, look, rename, versionOf } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { createWhole, moveFree, removeIfThere } from "../disk/steps.ts";
import type { OpenUow } from "../disk/uow-file.ts";
import type { Place } from "../text/places.ts";
import { syncIfReadable } from "./drop.ts";

/**
 * The old one is taken out of its queue first: either it is ours then, or the
 * Monitor has it. Half done: both lie in incoming, and neither runs.
 */
export function putBack(
	paths: Paths,
	{
		place,
		name,
		uow,
	}: { readonly place: Place; readonly name: string; readonly uow: OpenUow },
	text: Buffer,
): boolean {
	const stats = look(paths.at(place, name));
	if (stats === undefined || versionOf(stats) !== uow.version) return false;
	const beside = `.edited-${process.pid}`;
	const old = `.before-${process.pid}`;
	const path = paths.at("incoming", beside);
	try {
		createWhole(String(path), text, 0o640, stats);
		if (!takeOut(paths, { place, name }, old)) return false;
		const isSame = isUnchanged(paths, old, uow);
		const from = isSame ? beside : old;
		moveFree(paths, { place: "incoming", name: from, as: name }, place, false);
		syncIfReadable(paths.folder(place));
		if (isSame) removeIfThere(String(paths.at("incoming", old)));
		return isSame;
	} finally {
		removeIfThere(String(path));
	}
}

function takeOut(
	paths: Paths,
	{ place, name }: { readonly place: Place; readonly name: string },
	to: string,
): boolean {
	try {
		rename(paths.at(place, name), paths.at("incoming", to));
		return true;
	} catch (error) {
		if (isMoved(error)) return false;
		throw error;
	}
}

/** The move itself has changed its ctime. */
function isUnchanged(
	paths: Paths,
	name: string,
	{ inode, size, version }: OpenUow,
) {
	const stats = look(paths.at("incoming", name));
	if (stats === undefined) return false;
	const mtime = Number(version.split(":")[3]);
	return (
		`${stats.dev}:${stats.ino}` === inode &&
		stats.size === size &&
		stats.mtimeMs === mtime
	);
}
