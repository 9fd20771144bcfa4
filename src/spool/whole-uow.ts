/** UOWs written anew as whole files: stamped ones, and those whose name was lost. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { moveFree, removeIfThere } from "../disk/steps.ts";
import {
	markStatus,
	type OpenUow,
	Overtaken,
	readOpen,
} from "../disk/uow-file.ts";
import type { Folder, Place } from "../text/places.ts";
import type { Stamp } from "../text/stamp.ts";
import { stampedHead } from "../text/uow-text.ts";

/** One buffer for all copies: the Monitor does one thing at a time. */
const buffer = Buffer.allocUnsafe(64 * 1024);

/** What the stamped form has of its own. */
interface Stamped {
	readonly header: string;
	readonly keepLog: boolean;
	readonly status: string;
}

/**
 * Replaces a dropped file by its stamped form, with the same owner and mode.
 * Its log is kept, unless it is a copy's. The folder is not synced: the caller
 * does that once for many. Half done: `run/stamp-ID` is left.
 */
export function stampUow(
	paths: Paths,
	at: { place: Place; name: string; version: string },
	stamp: Required<Stamp>,
	options: Stamped,
): void {
	const path = paths.at(at.place, at.name);
	const beside = paths.own(`stamp-${stamp.id}`);
	const source = files.openToRead(path);
	try {
		const uow = readOpen(source);
		if (uow.version !== at.version)
			throw new Overtaken("changed since it was looked at");
		removeIfThere(beside);
		try {
			writeStamped(beside, source, uow, stamp, options);
			const now = files.look(path);
			if (now === undefined || files.versionOf(now) !== at.version)
				throw new Overtaken("changed while it was stamped");
			files.rename(beside, path);
		} catch (error) {
			removeIfThere(beside);
			throw error;
		}
	} finally {
		files.close(source);
	}
}

function writeStamped(
	path: string,
	source: number,
	uow: OpenUow,
	stamp: Required<Stamp>,
	options: Stamped,
): void {
	const fd = files.openNew(path, 0o600);
	try {
		files.write(fd, stampedHead(stamp, options.header, options.status));
		if (options.keepLog && uow.head.logAt !== undefined)
			copyRange(source, uow.head.logAt, uow.size, fd);
		files.adopt(fd, files.statusOf(source));
		files.sync(fd);
	} finally {
		files.close(fd);
	}
}

/**
 * Saves a UOW that has no name any more, from the file that is still open up to
 * the `end` of its log, with its STATUS and what its last section lacks. Half done: `run/rescue-KEY` is left, and the file is still open.
 */
export function rescueUow(
	paths: Paths,
	key: string,
	source: number,
	as: {
		name: string;
		to: Folder;
		status: string;
		end: number;
		section: Buffer;
	},
): { name: string; inode: string; size: number } {
	const own = `rescue-${key}`;
	const beside = paths.own(own);
	removeIfThere(beside);
	const fd = files.openNew(beside, 0o600);
	let inode: string;
	try {
		copyRange(source, 0, as.end, fd);
		files.write(fd, as.section);
		files.adopt(fd, files.statusOf(source));
		inode = files.inodeOf(files.statusOf(fd));
	} finally {
		files.close(fd);
	}
	markStatus(beside, inode, as.status, true);
	const from = { place: "run", name: own, as: as.name } as const;
	return { name: moveFree(paths, from, as.to), inode, size: as.end };
}

/** Only what was there when it was judged: whatever is added meanwhile may have no end. */
function copyRange(
	source: number,
	start: number,
	end: number,
	target: number,
): void {
	for (let position = start; position < end; ) {
		const part = buffer.subarray(0, Math.min(buffer.length, end - position));
		const count = files.readAt(source, part, position);
		if (count === 0) return;
		files.write(target, buffer.subarray(0, count));
		position += count;
	}
}
