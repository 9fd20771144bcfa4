/**
 * One file of requests, read and never written: it belongs to its writers. Its
 * bytes are remembered, so that a change in place is noticed wherever it is;
 * what an editor saved again is told from what is new by the lines that are
 * known of the edition. Kept open, so that its inode is given to no other.
 */

import * as files from "../disk/files.ts";
import type { Uptime } from "../text/instant.ts";
import { type Request, readRequest } from "../text/requests.ts";
import { editionOf } from "./reads-text.ts";

/** How often each line was met. */
export type Lines = Map<string, number>;

/** Seconds without a change after which no writer is expected to be in the middle of something. */
export const QUIET = 2;
/** Seconds for which a file's times may be too coarse to show a second change. */
const COARSE = 0.1;
const HASH = 0x23;
const NEWLINE = 0x0a;
/** Bytes after which a file is put aside as soon as all of it is answered. */
const LONG = 256 * 1024;
/** Bytes of a file that are read: what is longer was no list of requests. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Bytes read in one go; a line may not be longer. */
const chunk = Buffer.allocUnsafe(256 * 1024);
const again = Buffer.allocUnsafe(chunk.length);

export class ReadsFile {
	readonly inode: string;
	/** Its name in run/, by which it is found again after a crash. */
	aside: string | undefined;
	/** Requests that nobody acted on yet, in their order. */
	readonly pending = new Set<Request>();
	/** A request stands in it. */
	hasRequests = false;
	edition: string | undefined;
	readonly #fd: number;
	/** Bytes that stood there when this Monitor started; NaN: to be found out. */
	#oldUntil: number;
	#version = "";
	#size = 0;
	/** Whole lines that were read. */
	#seen = Buffer.alloc(0);
	#scanned = 0;
	#quietSince: Uptime = 0;
	/** Lines that are known and not met again so far. */
	#again: Lines = new Map();
	/** Since when it is read from its beginning, and the byte up to which a line may be one saved again. */
	#begunAt: Uptime;
	#againUntil = Number.POSITIVE_INFINITY;

	constructor(fd: number, inode: string, isOld: boolean, uptime: Uptime) {
		this.#fd = fd;
		this.inode = inode;
		this.#oldUntil = isOld ? Number.NaN : 0;
		this.#begunAt = uptime;
	}

	/** Every line is whole, and known. */
	get isAllRead(): boolean {
		return this.#scanned >= this.#size;
	}

	/** It should not grow for ever, however often requests come. */
	get isLong(): boolean {
		return this.#size > LONG;
	}

	/** Whether an editor may still be saving it. */
	get isFresh(): boolean {
		return this.#againUntil === Number.POSITIVE_INFINITY;
	}

	quietFor(uptime: Uptime): number {
		return uptime - this.#quietSince;
	}

	/** The comment and blank lines, as they stand. */
	comments(): string {
		return linesOf(this.#seen.subarray(0, this.#scanned))
			.filter(isComment)
			.map((line) => line.toString())
			.join("");
	}

	close(): void {
		files.close(this.#fd);
	}

	/**
	 * Reads on until `most` requests are pending. `known` tells the lines of an
	 * edition that were met already, pending ones too.
	 */
	scan(uptime: Uptime, most: number, known: (edition: string) => Lines): void {
		// What was read will be acted on, whatever becomes of the file.
		if (this.pending.size >= most || !this.#hasChanged(uptime)) return;
		for (let restarts = 0; restarts <= 2; restarts += 1) {
			const parts = this.#read(most);
			// Only now: parts belong together, and to what was read before, if all of it still stands there.
			if (this.#isAsSeen(parts)) {
				for (const part of parts) this.#accept(part, known);
				return;
			}
			// Somebody saves faster than it is read: after some tries the next look goes on.
			this.#startOver(uptime);
		}
	}

	/** Whole lines after those that are known, a chunk each; about as many requests as are still wanted. */
	#read(most: number): Buffer[] {
		const parts: Buffer[] = [];
		let lines = this.pending.size;
		for (let at = this.#scanned; at < MOST_BYTES && lines < most; ) {
			const count = files.readAt(this.#fd, chunk, at);
			const part = Buffer.from(wholeLines(chunk.subarray(0, count)));
			if (part.length > 0) parts.push(part);
			at += part.length;
			lines += linesOf(part).filter((line) => !isComment(line)).length;
			if (count < chunk.length || part.length === 0) break;
		}
		return parts;
	}

	#hasChanged(uptime: Uptime): boolean {
		const stats = files.statusOf(this.#fd);
		const version = files.versionOf(stats);
		if (Number.isNaN(this.#oldUntil)) this.#oldUntil = stats.size;
		if (version !== this.#version) this.#quietSince = uptime;
		const isSame = version === this.#version && this.isAllRead;
		this.#version = version;
		this.#size = Math.min(stats.size, MOST_BYTES);
		if (this.isFresh && uptime - this.#begunAt >= QUIET)
			this.#againUntil = stats.size;
		return !isSame || this.quietFor(uptime) <= COARSE;
	}

	/** The last part may be followed by anything, and cannot be torn: it was read in one go. */
	#isAsSeen(parts: readonly Buffer[]): boolean {
		let at = 0;
		for (const known of [
			this.#seen.subarray(0, this.#scanned),
			...parts.slice(0, -1),
		]) {
			if (!this.#standsAt(known, at)) return false;
			at += known.length;
		}
		return true;
	}

	#standsAt(known: Buffer, start: number): boolean {
		for (let at = 0; at < known.length; at += again.length) {
			const size = Math.min(again.length, known.length - at);
			const now = again.subarray(0, size);
			if (files.readAt(this.#fd, now, start + at) < size) return false;
			if (!now.equals(known.subarray(at, at + size))) return false;
		}
		return true;
	}

	/** Somebody saved it: any line may be another. What is pending stays so. */
	#startOver(uptime: Uptime): void {
		this.#scanned = 0;
		this.#oldUntil = 0;
		this.#begunAt = uptime;
		this.#againUntil = Number.POSITIVE_INFINITY;
		this.#quietSince = uptime;
		this.edition = undefined;
		this.hasRequests = false;
	}

	#accept(bytes: Buffer, known: (edition: string) => Lines): void {
		if (bytes.length === 0) return;
		if (this.edition === undefined) {
			this.edition = editionOf(bytes.toString()) ?? editionOfInode(this.inode);
			this.#again = known(this.edition);
		}
		let offset = this.#scanned;
		for (const line of linesOf(bytes)) {
			if (!isComment(line)) this.#meet(line.toString().trim(), offset);
			offset += line.length;
		}
		this.#remember(bytes);
	}

	/** A line that was there before and was saved again is the same request. */
	#meet(text: string, offset: number): void {
		this.hasRequests = true;
		const count = offset < this.#againUntil ? (this.#again.get(text) ?? 0) : 0;
		if (count > 0) this.#again.set(text, count - 1);
		else
			this.pending.add({
				text,
				...readRequest(text),
				isOld: offset < this.#oldUntil,
				edition: this.edition,
			});
	}

	#remember(bytes: Buffer): void {
		const size = this.#scanned + bytes.length;
		if (size > this.#seen.length) {
			const grown = Buffer.allocUnsafe(size * 2);
			this.#seen.copy(grown, 0, 0, this.#scanned);
			this.#seen = grown;
		}
		bytes.copy(this.#seen, this.#scanned);
		this.#scanned = size;
	}
}

/** What stands for the edition of a file that says none; the device number changes with a boot. */
export function editionOfInode(inode: string): string {
	return `inode-${inode.split(":")[1]}`;
}

/** The last line may still be being written; one that fills the chunk is too long to wait for. */
function wholeLines(bytes: Buffer): Buffer {
	const end = bytes.lastIndexOf(NEWLINE) + 1;
	return end === 0 && bytes.length === chunk.length
		? bytes
		: bytes.subarray(0, end);
}

/** Each with its newline. */
function linesOf(bytes: Buffer): Buffer[] {
	const lines: Buffer[] = [];
	for (let start = 0; start < bytes.length; ) {
		const newline = bytes.indexOf(NEWLINE, start);
		const end = newline < 0 ? bytes.length : newline + 1;
		lines.push(bytes.subarray(start, end));
		start = end;
	}
	return lines;
}

/** Or blank. */
function isComment(line: Buffer): boolean {
	return line[0] === HASH || line.toString().trim() === "";
}
