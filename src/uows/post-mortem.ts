/**
 * A job's output without the post-mortem that the Monitor has put into its log:
 * who pipes the output on means what the job wrote. It comes piece by piece, so
 * what may become a title is held back until it is known.
 */
export type Write = (chunk: Buffer) => Promise<void>;

export interface Split {
	readonly write: Write;
	/** What was held back. */
	readonly end: () => Promise<void>;
}

const TITLE = "==== POST-MORTEM ";
const END = "==== END OF POST-MORTEM\n";
/** Bytes; what is longer is the job's own. */
const LONGEST = 64 * 1024;
const NEWLINE = 0x0a;

/** `output` gets what the job wrote, `words` each post-mortem as a whole. */
export function withoutPostMortem(output: Write, words: Write): Split {
	let held: Buffer = Buffer.alloc(0);
	let isLineStart = true;
	let isInside = false;
	const give = async (text: Buffer) => {
		if (text.length === 0) return;
		isLineStart = text.at(-1) === NEWLINE;
		await output(text);
	};
	const write = async (chunk: Buffer) => {
		let all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
		for (;;) {
			const at = lineAt(all, isInside ? END : TITLE, isLineStart);
			if (at === undefined) break;
			const end = isInside ? at + END.length : at;
			await (isInside ? words : give)(all.subarray(0, end));
			isInside = !isInside;
			isLineStart = true;
			all = all.subarray(end);
		}
		if (isInside && all.length > LONGEST) isInside = false;
		const keep = isInside ? all.length : beginningIn(all, isLineStart);
		await give(all.subarray(0, all.length - keep));
		held = Buffer.from(all.subarray(all.length - keep));
	};
	const end = async () => {
		await give(held);
		held = Buffer.alloc(0);
	};
	return { write, end };
}

/** Where a line begins so. */
function lineAt(
	text: Buffer,
	begin: string,
	isLineStart: boolean,
): number | undefined {
	if (isLineStart && text.subarray(0, begin.length).equals(Buffer.from(begin)))
		return 0;
	const at = text.indexOf(`\n${begin}`);
	return at < 0 ? undefined : at + 1;
}

/** Bytes at the end that may go on as a title. */
function beginningIn(text: Buffer, isLineStart: boolean): number {
	const newline = text.lastIndexOf(NEWLINE);
	if (newline < 0 && !isLineStart) return 0;
	const line = text.subarray(newline + 1);
	return TITLE.startsWith(line.toString("latin1")) ? line.length : 0;
}
