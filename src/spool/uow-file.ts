/** A UOW on disk: read its head safely, change its STATUS in place. */

import * as files from "../disk/files.ts";
import { padded } from "../text/status-line.ts";
import { HEAD_LIMIT, readHead, type UowHead } from "../text/uow-text.ts";

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

/** The same, of an open file. */
export function readOpen(fd: number): OpenUow {
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
