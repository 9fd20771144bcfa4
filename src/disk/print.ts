/** What tells a file from what it was, of very many files: numbers, packed, since a text of them takes twice as much. */
import type { Stats } from "node:fs";

export type Numbers = Pick<
	Stats,
	"dev" | "ino" | "size" | "mtimeMs" | "ctimeMs" | "birthtimeMs"
>;

/** One room for all of them: nothing is kept in it. */
const numbers = new Float64Array(6);
const bytes = Buffer.from(numbers.buffer);

/** Equal where the files are the same and unchanged. */
export function printOf(stats: Numbers): string {
	numbers[0] = stats.dev;
	numbers[1] = stats.ino;
	numbers[2] = stats.size;
	numbers[3] = stats.mtimeMs;
	numbers[4] = stats.ctimeMs;
	numbers[5] = stats.birthtimeMs;
	return bytes.toString("latin1");
}

export function numbersOf(print: string): Numbers {
	bytes.write(print, "latin1");
	const [
		dev = 0,
		ino = 0,
		size = 0,
		mtimeMs = 0,
		ctimeMs = 0,
		birthtimeMs = 0,
	] = numbers;
	return { dev, ino, size, mtimeMs, ctimeMs, birthtimeMs };
}
