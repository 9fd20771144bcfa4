/** What a log seems to hold and never got to the disk. */
import * as files from "../disk/files.ts";
import { Overtaken, readOpen } from "../disk/uow-file.ts";

const buffer = Buffer.allocUnsafe(64 * 1024);
/** Bytes to look back: more than a kernel leaves unwritten, and soon read. What is longer was made by the job. */
const LOOK_BACK = 64 * 1024 * 1024;

/**
 * A machine that goes down may leave a file longer than what of it reached the
 * disk: the rest reads as NUL bytes. Cuts them off the end of the log.
 */
export function cutUnwritten(path: files.Path, inode: string): void {
	const fd = files.openToPatch(path);
	try {
		const uow = readOpen(fd);
		if (uow.inode !== inode) throw new Overtaken("another file");
		const start = Math.max(uow.head.logAt ?? uow.size, uow.size - LOOK_BACK);
		const end = writtenEnd(fd, start, uow.size);
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
