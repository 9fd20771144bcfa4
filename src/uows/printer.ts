/** A log on standard output: its bytes as they are, or as plain text. */
import { plainText } from "../text/visible.ts";

export interface Printer {
	write(chunk: Buffer): Promise<void>;
	/** The last line, where it has no newline. */
	end(): Promise<void>;
}

const NEWLINE = 0x0a;

export function printer(isPlain: boolean): Printer {
	return isPlain ? plainly(print) : { write: print, end: async () => {} };
}

/** Not faster than it is read. */
async function print(chunk: Buffer | string): Promise<void> {
	if (!process.stdout.write(chunk))
		await new Promise((resolve) => process.stdout.once("drain", resolve));
}

/** Line by line: a colour code may begin in one chunk and end in the next. */
function plainly(print: (text: string) => Promise<void>): Printer {
	let rest: Buffer = Buffer.alloc(0);
	const write = async (chunk: Buffer) => {
		const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		const end = all.lastIndexOf(NEWLINE) + 1;
		// A line longer than this is shown in parts.
		const isLong = all.length - end > 1024 * 1024;
		const text = all.subarray(0, isLong ? all.length : end);
		rest = Buffer.from(all.subarray(text.length));
		if (text.length > 0) await print(plainText(text.toString()));
	};
	const end = async () => {
		if (rest.length > 0) await print(plainText(rest.toString()));
		rest = Buffer.alloc(0);
	};
	return { write, end };
}
