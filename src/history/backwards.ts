/** The lines of a long file from its end: what is newest, at the same cost for any size. */
import * as files from "../disk/files.ts";

/** Bytes of a line; a longer one is none of ours, and passed over. */
const LONGEST_LINE = 1024 * 1024;
/** Bytes without a single line after which no more is read: a file of holes may have any length. */
const MOST_BARREN = 64 * 1024 * 1024;
const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

/** The last line first; of `most` bytes from the end, without the line that these cut through. */
export function* linesBackwards(
	fd: number,
	most = Number.POSITIVE_INFINITY,
): Generator<string> {
	const { size } = files.statusOf(fd);
	const stop = Math.max(0, size - most);
	let line: Buffer[] = [];
	let length = 0;
	const take = (part: Buffer) => {
		length += part.length;
		// Its beginning is not known yet: it must be read to be found.
		if (length <= LONGEST_LINE) line.unshift(Buffer.from(part));
	};
	const whole = () => {
		const text =
			length > LONGEST_LINE ? "" : Buffer.concat(line).toString("utf8");
		line = [];
		length = 0;
		return text;
	};
	const buffer = Buffer.allocUnsafe(CHUNK);
	let fruitful = size;
	for (let end = size; end > stop; ) {
		if (fruitful - end > MOST_BARREN) return;
		const start = Math.max(stop, end - CHUNK);
		const count = files.readAt(fd, buffer.subarray(0, end - start), start);
		let to = count;
		for (
			let at = lastNewline(buffer, to);
			at >= 0;
			at = lastNewline(buffer, to)
		) {
			take(buffer.subarray(at + 1, to));
			const text = whole();
			if (text !== "") {
				fruitful = start;
				yield text;
			}
			to = at;
		}
		take(buffer.subarray(0, to));
		end = start;
	}
	if (stop === 0 && length > 0) {
		const text = whole();
		if (text !== "") yield text;
	}
}

function lastNewline(buffer: Buffer, to: number): number {
	return to === 0 ? -1 : buffer.lastIndexOf(NEWLINE, to - 1);
}
