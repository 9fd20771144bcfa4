/**
 * The longest log (`max log`), which holds for what one run adds. The keeper
 * bounds the file of the UOW, so that no disk is filled while nobody looks; the
 * Monitor sees the bound overstepped, and ends the job. A log of exactly the
 * limit is allowed, so the bound is a little above it.
 */
import { sizeText } from "../text/quantity.ts";
import type { LogLimit } from "../text/ticket.ts";
import type { Run } from "./snapshot.ts";

/** Bytes of the unit in which POSIX `ulimit -f` counts. */
const BLOCK = 512;
/** Seconds between two looks at a log that may soon be too long. */
const LEAST_PAUSE = 1;
/** Bytes a second that no log grows faster than: pipe and tee do not copy more. */
const FASTEST = 2 ** 30;

/** The bound on the size of the file in blocks of 512 bytes: 1 to 512 bytes above the limit. */
export function blocksOf({ bytes, from }: LogLimit): number {
	return Math.floor((from + bytes) / BLOCK) + 1;
}

/** That the log is too long, in words; undefined: it is not. */
export function logExcess({ ticket, uow }: Run): string | undefined {
	const room = roomOf(ticket.maxLog, uow);
	return ticket.maxLog !== undefined && room < 0
		? `log longer than ${sizeText(ticket.maxLog.bytes)}`
		: undefined;
}

/** Seconds for which the log needs no look. */
export function logPause({ ticket, uow }: Run): number {
	return Math.max(LEAST_PAUSE, roomOf(ticket.maxLog, uow) / FASTEST);
}

/** Bytes that may still be added. */
function roomOf(limit: LogLimit | undefined, uow: Run["uow"]): number {
	return limit === undefined || uow === undefined
		? Number.POSITIVE_INFINITY
		: limit.from + limit.bytes - uow.size;
}
