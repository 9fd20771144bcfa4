/** A UOW on disk: read its head safely, change its STATUS in place. */

import type { Stats } from "node:fs";
import { padded } from "../text/status-line.ts";
import {
	HEAD_LIMIT,
	type PlainHead,
	readHead,
	readPlainHead,
	type UowHead,
} from "../text/uow-text.ts";
import * as files from "./files.ts";

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

/** What a look at a queue wants to know: little of one that only waits for its turn, much of all others. */
export type Glance =
	| {
			readonly kind: "plain";
			readonly head: PlainHead;
			readonly stats: Stats;
	  }
	| { readonly kind: "full"; readonly uow: OpenUow; readonly stats: Stats };

/** `suffices`: whether the little is enough. */
export function glanceAt(
	path: files.Path,
	suffices: (head: PlainHead) => boolean,
): Glance {
	const fd = files.openToRead(path);
	try {
		const { stats, bytes } = beginningOf(fd);
		const head = bytes.length === stats.size ? readPlainHead(bytes) : undefined;
		return head !== undefined && suffices(head)
			? { kind: "plain", head, stats }
			: { kind: "full", uow: openUow(fd, stats, bytes), stats };
	} finally {
		files.close(fd);
	}
}

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
	const { stats, bytes } = beginningOf(fd);
	return openUow(fd, stats, bytes);
}

/** Not more than it is said to have: one step where it is small, however it grows meanwhile. */
function beginningOf(fd: number): { stats: Stats; bytes: Buffer } {
	const stats = files.statusOf(fd);
	if (!stats.isFile()) throw new Overtaken("no regular file");
	const room = buffer.subarray(0, Math.min(stats.size, HEAD_LIMIT));
	return { stats, bytes: room.subarray(0, files.readAt(fd, room, 0)) };
}

function openUow(fd: number, stats: Stats, bytes: Buffer): OpenUow {
	const head = readHead(bytes, stats.size <= bytes.length);
	return {
		head,
		inode: files.inodeOf(stats),
		version: files.versionOf(stats),
		size: stats.size,
		owner: stats.uid,
		group: stats.gid,
		mode: stats.mode & 0o7777,
		emptyLog: head.logAt === stats.size,
		endsInNewline: lastByte(fd, stats.size, bytes) === 0x0a,
	};
}

function lastByte(fd: number, size: number, bytes: Buffer): number | undefined {
	if (size === bytes.length) return bytes[size - 1];
	return files.readAt(fd, last, size - 1) === 1 ? last[0] : undefined;
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
