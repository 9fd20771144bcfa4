/** A UOW on disk: read its head safely, change its STATUS in place, stamp it by a whole new file. */

import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { moveFree, removeIfThere } from "../disk/steps.ts";
import type { Folder, Place } from "../text/places.ts";
import type { Stamp } from "../text/stamp.ts";
import { padded } from "../text/status-line.ts";
import {
	HEAD_LIMIT,
	readHead,
	stampedHead,
	type UowHead,
} from "../text/uow-text.ts";

export interface OpenUow {
	readonly head: UowHead;
	readonly inode: string;
	readonly version: string;
	readonly size: number;
	/** User and group the file belongs to. */
	readonly owner: number;
	readonly group: number;
	/** Permission bits. */
	readonly mode: number;
	/** Nothing stands after the JOB LOG title. */
	readonly emptyLog: boolean;
	readonly endsInNewline: boolean;
}

/** Thrown where a file is no longer the one that was looked at; the next look tells the truth. */
export class Overtaken extends Error {}

/** One buffer for all heads: the Monitor does one thing at a time. */
const buffer = Buffer.allocUnsafe(HEAD_LIMIT);
const last = Buffer.allocUnsafe(1);

/** Reads at most 64 KiB of a regular file; anything else is Overtaken. */
export function readUow(path: files.Path): OpenUow {
	const fd = files.openToRead(path);
	try {
		return readOpen(fd);
	} finally {
		files.close(fd);
	}
}

function readOpen(fd: number): OpenUow {
	const stats = files.statusOf(fd);
	if (!stats.isFile()) throw new Overtaken("no regular file");
	const length = files.readAt(fd, buffer, 0);
	const head = readHead(buffer.subarray(0, length), stats.size <= length);
	const read = stats.size === 0 ? 0 : files.readAt(fd, last, stats.size - 1);
	return {
		head,
		inode: files.inodeOf(stats),
		version: files.versionOf(stats),
		size: stats.size,
		owner: stats.uid,
		group: stats.gid,
		mode: stats.mode & 0o7777,
		emptyLog: head.logAt === stats.size,
		endsInNewline: read === 1 && last[0] === 0x0a,
	};
}

/** Writes STATUS over the old one, in the same bytes. False where the text has no STATUS line any more. */
export function markStatus(
	path: files.Path,
	inode: string,
	status: string,
	durable: boolean,
): boolean {
	const fd = files.openToPatch(path);
	try {
		const uow = readOpen(fd);
		if (uow.inode !== inode) throw new Overtaken("another file");
		const at = uow.head.statusAt;
		if (at !== undefined) files.write(fd, padded(status, at.width), at.offset);
		// Also makes the log durable that tee wrote to the same file.
		if (durable) files.sync(fd);
		return at !== undefined;
	} finally {
		files.close(fd);
	}
}

/**
 * A machine that goes down may leave a file longer than what of it reached the
 * disk: the rest reads as NUL bytes. Cuts them off the end of the log.
 */
export function cutUnwritten(path: files.Path, inode: string): void {
	const fd = files.openToPatch(path);
	try {
		const uow = readOpen(fd);
		if (uow.inode !== inode) throw new Overtaken("another file");
		const end = writtenEnd(fd, uow.head.logAt ?? uow.size, uow.size);
		if (end < uow.size) files.truncate(fd, end);
	} finally {
		files.close(fd);
	}
}

/** Where the last byte that is not NUL ends, between two offsets. */
function writtenEnd(fd: number, start: number, end: number): number {
	let at = end;
	while (at > start) {
		const from = Math.max(start, at - buffer.length);
		let length = files.readAt(fd, buffer.subarray(0, at - from), from);
		while (length > 0 && buffer[length - 1] === 0) length -= 1;
		at = from + length;
		if (length > 0) break;
	}
	return at;
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
	options: { keepLog: boolean; status: string },
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

/**
 * Saves a UOW that has no name any more, from the file that is still open, with
 * its STATUS. Half done: `run/rescue-KEY` is left, and the file is still open.
 */
export function rescueUow(
	paths: Paths,
	key: string,
	source: number,
	as: { name: string; to: Folder; status: string },
): { name: string; inode: string; size: number } {
	const own = `rescue-${key}`;
	const beside = paths.own(own);
	removeIfThere(beside);
	const fd = files.openNew(beside, 0o600);
	const { size } = files.statusOf(source);
	let inode: string;
	try {
		copyRange(source, 0, size, fd);
		files.adopt(fd, files.statusOf(source));
		inode = files.inodeOf(files.statusOf(fd));
	} finally {
		files.close(fd);
	}
	markStatus(beside, inode, as.status, true);
	const from = { place: "run", name: own, as: as.name } as const;
	return { name: moveFree(paths, from, as.to), inode, size };
}

function writeStamped(
	path: string,
	source: number,
	uow: OpenUow,
	stamp: Required<Stamp>,
	options: { keepLog: boolean; status: string },
): void {
	const fd = files.openNew(path, 0o600);
	try {
		files.write(fd, stampedHead(stamp, uow.head.header, options.status));
		if (options.keepLog && uow.head.logAt !== undefined)
			copyRange(source, uow.head.logAt, uow.size, fd);
		files.adopt(fd, files.statusOf(source));
		files.sync(fd);
	} finally {
		files.close(fd);
	}
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
