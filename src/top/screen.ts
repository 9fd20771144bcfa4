/** A whole terminal: taken, drawn on with as few bytes as will do, and given back as it was. */
import type { ReadStream, WriteStream } from "node:tty";
import type { Size } from "./picture.ts";

const ESC = "\u001b[";
// Another screen than the shell's, no cursor, no folded lines, pasted text marked as such.
const TAKE = `${ESC}?1049h${ESC}?25l${ESC}?7l${ESC}?2004h`;
const GIVE_BACK = `${ESC}m${ESC}?2004l${ESC}?7h${ESC}?25h${ESC}?1049l`;
const CLEAR = `${ESC}m${ESC}2J`;

export class Screen {
	readonly #input: ReadStream;
	readonly #output: WriteStream;
	#isTaken = false;
	/** What stands there; undefined: nobody knows. */
	#lines: readonly string[] | undefined;

	constructor(input: ReadStream, output: WriteStream) {
		this.#input = input;
		this.#output = output;
	}

	get size(): Size {
		const { columns, rows } = this.#output;
		return { columns: Math.max(1, columns), rows: Math.max(1, rows) };
	}

	/** Also when it is taken already: a shell may have had it meanwhile. */
	take(): void {
		this.#input.setRawMode(false);
		this.#input.setRawMode(true);
		this.#input.resume();
		this.#output.write(TAKE);
		this.#isTaken = true;
		this.forget();
	}

	giveBack(): void {
		if (!this.#isTaken) return;
		this.#isTaken = false;
		this.#output.write(GIVE_BACK);
		this.#input.setRawMode(false);
		this.#input.pause();
	}

	/** All is drawn the next time. */
	forget(): void {
		this.#lines = undefined;
	}

	/** Each line is as wide as the terminal at most. */
	draw(lines: readonly string[]): void {
		const changes = changesOf(this.#lines, lines);
		this.#lines = lines;
		if (changes !== "") this.#output.write(changes);
	}
}

/** What must be written where these lines stand (undefined: anything may) so that those do; one that stays is not touched. */
export function changesOf(
	before: readonly string[] | undefined,
	after: readonly string[],
): string {
	const isSame = before?.length === after.length;
	const lines = after.map((line, at) =>
		isSame && before[at] === line
			? ""
			: // Erased first: behind a full line that would take its last cell.
				`${ESC}${at + 1};1H${ESC}m${ESC}K${line}`,
	);
	return (isSame ? "" : CLEAR) + lines.join("");
}
