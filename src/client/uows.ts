/** UOWs for who only looks: nothing is changed, not even rights, and what cannot be read is passed over. */
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { type OpenUow, readOpen } from "../disk/uow-file.ts";
import { isReadme, isUnfinished, type Place } from "../text/places.ts";
import { readStamp, type Stamp } from "../text/stamp.ts";

/** Bytes that hold every timestamp line. */
const FIRST_LINE = Buffer.allocUnsafe(256);

/** Names that may be UOWs, and begin so; an unreadable folder is said by its error. */
export function uowNames(paths: Paths, place: Place, beginning = ""): string[] {
	return namesIn(paths.folder(place)).filter(
		(name) =>
			name.startsWith(beginning) && !isReadme(name) && !isUnfinished(name),
	);
}

/** Undefined for what is no regular file, or may not be read. */
export function uowAt(
	paths: Paths,
	place: Place,
	name: string,
): OpenUow | undefined {
	return reading(paths.at(place, name), readOpen);
}

/** Its timestamp line alone: several times as fast as its head. */
export function stampAt(
	paths: Paths,
	place: Place,
	name: string,
): Stamp | undefined {
	return reading(paths.at(place, name), (fd) => {
		const count = files.readAt(fd, FIRST_LINE, 0);
		const text = FIRST_LINE.toString("latin1", 0, count);
		return readStamp(text.slice(0, text.indexOf("\n")).trimEnd());
	});
}

/** A FIFO does not block, and gives nothing. */
function reading<T>(path: files.Path, read: (fd: number) => T): T | undefined {
	try {
		const fd = files.openAsIs(path);
		try {
			return read(fd);
		} finally {
			files.close(fd);
		}
	} catch {
		return undefined;
	}
}
