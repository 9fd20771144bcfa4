/**
 * The text of a Unit of Work: bytes in, meaning out, and the bytes of a stamped
 * head back. Only what stands before the first `==== JOB LOG` counts; the log is
 * opaque. Never throws: what is wrong comes back as problems with lines.
 */
import {
	type Item,
	type Line,
	linesOf,
	readItems,
	titleOf,
} from "./notation.ts";
import type { Problem } from "./problem.ts";
import { isStampLine, readStamp, type Stamp, stampLine } from "./stamp.ts";
import {
	padded,
	readStatus,
	STATUS_WIDTH,
	type Status,
} from "./status-line.ts";
import { NO_TITLE, partsOf } from "./uow-parts.ts";

/** Bytes a header may have, titles included. */
const HEADER_LIMIT = 64 * 1024;
/** Bytes to read of a file to have its whole header: stamping makes it a little longer. */
export const HEAD_LIMIT = HEADER_LIMIT + 4 * 1024;

export interface UowHead {
	readonly stamp: Stamp | undefined;
	readonly items: readonly Item[];
	readonly status: Status | undefined;
	/** Offset and bytes of the STATUS line, where there is one. */
	readonly statusAt:
		| { readonly offset: number; readonly width: number }
		| undefined;
	/** Where the log begins; undefined while `==== JOB LOG` is missing. */
	readonly logAt: number | undefined;
	/** Lines between UNIT OF WORK and STATUS, as they were written. */
	readonly header: string;
	readonly problems: readonly Problem[];
}

/** All that says what is to be run. */
export type Headed = Pick<UowHead, "items">;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const NEWLINE = 0x0a;

/** Reads the first bytes of a UOW, at most HEAD_LIMIT of them; `whole` says whether they are the whole file. */
export function readHead(bytes: Buffer, whole: boolean): UowHead {
	const logTitle = findLogTitle(bytes);
	const end = logTitle?.start ?? bytes.length;
	const problems: Problem[] = [];
	const start = bytes.subarray(0, 3).equals(BOM) ? 3 : 0;
	const text = decode(bytes.subarray(start, end), problems);
	const lines = linesOf(text);
	const first = lines[0];
	const stamp =
		first !== undefined && isStampLine(first.text) ? first : undefined;
	const parts = partsOf(stamp === undefined ? lines : lines.slice(1), problems);
	if (logTitle !== undefined && parts.status === NO_TITLE)
		problems.push({
			line: lines.length,
			text: 'expected the title "==== STATUS" before "==== JOB LOG"',
		});
	const own = stamp === undefined ? undefined : readOwnStamp(stamp, problems);
	const isTooLong =
		own?.id === undefined
			? end > HEADER_LIMIT
			: !whole && logTitle === undefined;
	if (isTooLong)
		problems.push({
			line: 0,
			text: "the header is longer than 64 KiB; put a long script into a file and call that",
		});
	return {
		stamp: own,
		items: readItems(parts.header, problems),
		status: readStatus(parts.status),
		statusAt: statusPart(bytes, end),
		logAt: logTitle?.end,
		header: parts.header.map((line) => line.text).join("\n"),
		problems: problems.sort((a, b) => a.line - b.line),
	};
}

/** A head with the Monitor's own stamp and a STATUS, padded or not. */
export type StampedHead = UowHead & {
	readonly stamp: Required<Stamp>;
	readonly status: Status;
};

/** Whether it carries a stamp with an id and says in which state it is. */
export function isStamped(head: UowHead): head is StampedHead {
	return (
		head.problems.length === 0 &&
		head.stamp?.id !== undefined &&
		head.status !== undefined &&
		head.logAt !== undefined
	);
}

/** Whether its STATUS can be changed in place; an editor that cuts spaces at line ends undoes that. */
export function isPadded(head: UowHead): boolean {
	return head.statusAt?.width === STATUS_WIDTH;
}

/** The head of a stamped UOW up to and with `==== JOB LOG`. */
export function stampedHead(
	stamp: Required<Stamp>,
	header: string,
	status: string,
): Buffer {
	return Buffer.concat([
		Buffer.from(
			`${stampLine(stamp)}\n\n==== UNIT OF WORK\n${header.replace(/^(?:[ \t]*\n)+/, "").trimEnd()}\n\n==== STATUS\n`,
		),
		padded(status),
		Buffer.from("\n\n==== JOB LOG\n"),
	]);
}

/** What counts of a UOW that waits for its turn and was never started. */
export interface PlainHead {
	readonly stamp: Required<Stamp>;
	readonly status: Status;
	readonly items: readonly Item[];
}

/** As stampedHead begins and ends the text of a UOW. */
const PLAIN_START =
	/^timestamp: (\d{1,11})(?:-(\d{1,9}))? enqueued \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ id (\d{1,15})\n\n==== UNIT OF WORK\n/;
const PLAIN_STATUS: Status = { state: "WAITING", attempt: 1, text: "WAITING" };
const PLAIN_END = `\n\n==== STATUS\n${padded(PLAIN_STATUS.text)}\n\n==== JOB LOG\n`;
/** Longer ones are read in the long way. */
const PLAIN_LIMIT = 4096;
/** What needs a closer look: a title, bytes that are no UTF-8, a NUL byte. */
const NOT_PLAIN = /^====|[\ufffd\0]/m;

/**
 * A whole text as the Monitor itself has stamped it, with an empty log and no
 * more to say than WAITING: most are, and all are read at the start. Undefined
 * where it is anything else, or where anything is wrong in it: readHead tells.
 */
export function readPlainHead(bytes: Buffer): PlainHead | undefined {
	if (bytes.length > PLAIN_LIMIT) return undefined;
	const text = bytes.toString("utf8");
	const start = PLAIN_START.exec(text);
	if (start === null || !text.endsWith(PLAIN_END)) return undefined;
	const header = text.slice(start[0].length, -PLAIN_END.length);
	if (NOT_PLAIN.test(header)) return undefined;
	const problems: Problem[] = [];
	// Three lines stand before it.
	const items = readItems(linesOf(header, 4), problems);
	if (problems.length > 0) return undefined;
	const [, seconds, ordinal = 0, id] = start;
	const stamp = {
		seconds: Number(seconds),
		ordinal: Number(ordinal),
		id: Number(id),
	};
	return { stamp, status: PLAIN_STATUS, items };
}

function findLogTitle(
	bytes: Buffer,
): { start: number; end: number } | undefined {
	for (let start = 0; start < bytes.length; ) {
		const newline = bytes.indexOf(NEWLINE, start);
		if (newline < 0) return undefined;
		if (isTitle(bytes, start, newline, "JOB LOG"))
			return { start, end: newline + 1 };
		start = newline + 1;
	}
	return undefined;
}

function isTitle(
	bytes: Buffer,
	start: number,
	end: number,
	title: string,
): boolean {
	if (bytes[start] !== 0x3d || end - start > 256) return false;
	return titleOf(bytes.toString("latin1", start, end))?.toUpperCase() === title;
}

/** Offset and width of the line after the first `==== STATUS`. */
function statusPart(
	bytes: Buffer,
	end: number,
): { offset: number; width: number } | undefined {
	for (let start = 0; start < end; ) {
		const newline = bytes.indexOf(NEWLINE, start);
		if (newline < 0 || newline >= end) return undefined;
		if (isTitle(bytes, start, newline, "STATUS")) {
			const close = bytes.indexOf(NEWLINE, newline + 1);
			return close < 0 || close >= end
				? undefined
				: { offset: newline + 1, width: close - newline - 1 };
		}
		start = newline + 1;
	}
	return undefined;
}

function decode(bytes: Buffer, problems: Problem[]): string {
	const text = bytes.toString("utf8");
	const bad = text.includes("\ufffd") ? badLine(bytes) : 0;
	if (bad > 0)
		problems.push({
			line: bad,
			text: "bytes that are not UTF-8; save the header as UTF-8",
		});
	const nul = text.indexOf("\0");
	if (nul >= 0)
		problems.push({
			line: text.slice(0, nul).split("\n").length,
			text: "a NUL byte; a header is text",
		});
	return text;
}

/** The first line whose bytes are not UTF-8, or 0: U+FFFD may also be meant. */
function badLine(bytes: Buffer): number {
	let number = 1;
	for (let start = 0; start <= bytes.length; number += 1) {
		const newline = bytes.indexOf(NEWLINE, start);
		const line = bytes.subarray(start, newline < 0 ? bytes.length : newline);
		if (!Buffer.from(line.toString("utf8")).equals(line)) return number;
		if (newline < 0) return 0;
		start = newline + 1;
	}
	return 0;
}

function readOwnStamp(line: Line, problems: Problem[]): Stamp | undefined {
	const stamp = readStamp(line.text);
	if (stamp === undefined)
		problems.push({
			line: 1,
			text: "expected a timestamp such as 1795310412 or 2026-11-22T01:20:12Z; or remove the line, and it is written for you",
		});
	return stamp;
}
