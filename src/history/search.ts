/**
 * Lines of a long file that hold some text, the last one first. The bytes are
 * searched, and only what is found becomes a text: many times as fast as to read
 * every line.
 */
import * as files from "../disk/files.ts";

/** Bytes of a line; a longer one is none of ours, and passed over. */
const LONGEST_LINE = 1024 * 1024;
const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

/** Of `most` bytes from the end, without the line that these cut through. */
export function* linesWith(
	fd: number,
	text: string,
	most: number,
): Generator<string> {
	const { size } = files.statusOf(fd);
	const stop = Math.max(0, size - most);
	const buffer = Buffer.allocUnsafe(
		Math.min(CHUNK, size - stop) + LONGEST_LINE + 1,
	);
	// What was read last begins within a line: this much of it, up to its newline.
	let open = Buffer.alloc(0);
	for (let end = size; end > stop; ) {
		const start = Math.max(stop, end - CHUNK);
		const count = files.readAt(fd, buffer.subarray(0, end - start), start);
		open.copy(buffer, count);
		const seen = buffer.subarray(0, count + open.length);
		const newline = seen.indexOf(NEWLINE);
		const cut = newline < 0 ? seen.length : newline + 1;
		yield* linesIn(seen, start === 0 ? 0 : cut, text);
		// One byte more than a line may have: it stays too long, however long it is.
		open = Buffer.from(seen.subarray(0, Math.min(cut, LONGEST_LINE + 1)));
		end = start;
	}
}

/** `from`: where the first line begins that is all there. */
function* linesIn(
	bytes: Buffer,
	from: number,
	text: string,
): Generator<string> {
	for (let to = bytes.length; to > from; ) {
		const at = bytes.lastIndexOf(text, to - 1);
		if (at < from) return;
		const begin = at === 0 ? 0 : bytes.lastIndexOf(NEWLINE, at - 1) + 1;
		const end = bytes.indexOf(NEWLINE, at);
		const line = bytes.subarray(begin, end < 0 ? bytes.length : end);
		if (line.length <= LONGEST_LINE) yield line.toString("utf8");
		to = begin;
	}
}
