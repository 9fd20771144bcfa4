/**
 * The JOB LOG of a UOW, from a place on, as it grows. The feedback values that the
 * Monitor puts below it are no part of it.
 */
import * as files from "../disk/files.ts";
import {
	LONGEST_SECTION,
	readSection,
	SECTION_TITLE,
} from "../text/final-values.ts";

export interface LogFile {
	readonly path: files.Path;
	readonly inode: string;
	readonly logAt: number;
	/** It may end in feedback values. */
	readonly hasValues: boolean;
	readonly isOver: boolean;
}

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

export class JobLog {
	readonly #write: (chunk: Buffer) => Promise<void>;
	readonly #lines: number | undefined;
	#at: number | undefined;

	/** `lines`: only the last so many of what is there at first; undefined: all. */
	constructor(write: (chunk: Buffer) => Promise<void>, lines?: number) {
		this.#write = write;
		this.#lines = lines;
	}

	/** Writes what has come since the last time; `goesOn` is asked now and then. */
	async copy(log: LogFile, goesOn: () => boolean): Promise<void> {
		const fd = openIt(log);
		if (fd === undefined) return;
		try {
			const end = endOf(fd, log, this.#at ?? log.logAt);
			this.#at ??=
				this.#lines === undefined
					? log.logAt
					: lastLines(fd, log.logAt, end, this.#lines);
			// What a power cut had left of it was cut off.
			this.#at = Math.min(this.#at, Math.max(end, log.logAt));
			while (this.#at < end && goesOn()) {
				const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - this.#at));
				const count = files.readAt(fd, chunk, this.#at);
				if (count === 0) return;
				this.#at += count;
				await this.#write(chunk.subarray(0, count));
			}
		} finally {
			files.close(fd);
		}
	}
}

/** An open log: where in its file it begins and ends. Whoever opens it closes it. */
export interface OpenLog {
	readonly fd: number;
	readonly begin: number;
	readonly end: number;
}

/** Undefined where it has moved on since it was seen. */
export function openLog(log: LogFile): OpenLog | undefined {
	const fd = openIt(log);
	if (fd === undefined) return undefined;
	const end = Math.max(log.logAt, endOf(fd, log, log.logAt));
	return { fd, begin: log.logAt, end };
}

/** The end of a log. */
export interface LogEnd {
	readonly text: string;
	/** Bytes of the log before it. */
	readonly cut: number;
}

/** At most so many bytes of it, from the beginning of a line where there is one; undefined where it has moved on since it was seen. */
export function logEnd(log: LogFile, most: number): LogEnd | undefined {
	const open = openLog(log);
	if (open === undefined) return undefined;
	const { fd, begin, end } = open;
	try {
		const start = Math.max(begin, end - most);
		const buffer = Buffer.allocUnsafe(end - start);
		const bytes = buffer.subarray(0, files.readAt(fd, buffer, start));
		const skipped = start === begin ? 0 : bytes.indexOf(NEWLINE) + 1;
		const cut = start + skipped - begin;
		return { text: bytes.toString("utf8", skipped), cut };
	} finally {
		files.close(fd);
	}
}

function openIt({ path, inode }: LogFile): number | undefined {
	try {
		const fd = files.openAsIs(path);
		if (files.inodeOf(files.statusOf(fd)) === inode) return fd;
		files.close(fd);
		return undefined;
	} catch (error) {
		if (files.isMoved(error)) return undefined;
		throw error;
	}
}

/** Where the log ends: before what is, or may become, the section of feedback values. */
function endOf(fd: number, log: LogFile, from: number): number {
	const { size } = files.statusOf(fd);
	if (!log.hasValues) return size;
	const start = Math.max(from, size - LONGEST_SECTION);
	const tail = Buffer.alloc(Math.max(0, size - start));
	const text = tail.subarray(0, files.readAt(fd, tail, start));
	const own = beginOf(text);
	if (own < 0) return size;
	const isSection =
		!log.isOver || readSection(text.toString("utf8", own)) !== undefined;
	return isSection ? start + own : size;
}

function beginOf(text: Buffer): number {
	const at = text.lastIndexOf(`\n${SECTION_TITLE}`);
	if (at >= 0) return at + 1;
	return text.indexOf(SECTION_TITLE) === 0 ? 0 : -1;
}

/** Where the last lines begin. */
function lastLines(
	fd: number,
	from: number,
	end: number,
	lines: number,
): number {
	if (lines === 0) return end;
	const buffer = Buffer.allocUnsafe(CHUNK);
	let left = lines;
	// The newline that ends the last line begins none.
	for (let to = end - 1; to > from; ) {
		const start = Math.max(from, to - CHUNK);
		const part = buffer.subarray(0, to - start);
		files.readAt(fd, part, start);
		for (let at = part.length - 1; at >= 0; at -= 1)
			if (part[at] === NEWLINE) {
				left -= 1;
				if (left === 0) return start + at + 1;
			}
		to = start;
	}
	return from;
}
