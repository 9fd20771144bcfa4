/** A UOW on disk: read its head safely, change its STATUS in place, stamp it by a whole new file. */
import type { Place } from "../text/places.ts";
import type { Stamp } from "../text/stamp.ts";
import { padded } from "../text/status-line.ts";
import {
	HEAD_LIMIT,
	readHead,
	stampedHead,
	type UowHead,
} from "../text/uow-text.ts";
import * as files from "./files.ts";
import type { Paths } from "./paths.ts";
import { removeIfThere } from "./steps.ts";

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
			copyFrom(source, uow.head.logAt, fd);
		files.adopt(fd, files.statusOf(source));
		files.sync(fd);
	} finally {
		files.close(fd);
	}
}

function copyFrom(source: number, start: number, target: number): void {
	for (let position = start; ; ) {
		const count = files.readAt(source, buffer, position);
		if (count === 0) return;
		files.write(target, buffer.subarray(0, count));
		position += count;
	}
}
