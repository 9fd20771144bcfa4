/**
 * A log as lines of a terminal: as wide as that, colours kept, each line with its
 * own, so that any of them can be drawn alone; and nothing in it that acts.
 */
import { type Meter, meterOf } from "../cli/cells.ts";
import { stretchesOf } from "../page/terminal.ts";

const TAB = 8;
const RESET = "\u001b[m";
const RESETS = ["\u001b[m", "\u001b[0m"];
/** Colour changes without a way back to plain that are kept in mind. */
const MOST_COLOURS = 20;
const PLAIN = /^[\x20-\x7e]*$/;

export async function logLines(
	text: string,
	width: number,
	inColour: boolean,
): Promise<string[]> {
	const stretches = stretchesOf(text);
	const meter = await meterOf(
		stretches.map((stretch) => stretch.text.replace(/[\n\t]/g, " ")),
	);
	const folder = new Folder(width, meter, inColour);
	for (const { colour, text } of stretches) {
		folder.paint(colour);
		folder.write(text);
	}
	return folder.end();
}

class Folder {
	readonly #width: number;
	readonly #meter: Meter;
	readonly #inColour: boolean;
	readonly #lines: string[] = [];
	/** In force now, the oldest first. */
	#colours: string[] = [];
	#line = "";
	#cells = 0;
	#isEmpty = true;

	constructor(width: number, meter: Meter, inColour: boolean) {
		this.#width = Math.max(1, width);
		this.#meter = meter;
		this.#inColour = inColour;
	}

	paint(colour: string): void {
		if (!this.#inColour || colour === "") return;
		this.#colours = RESETS.includes(colour)
			? []
			: [...this.#colours, colour].slice(-MOST_COLOURS);
		this.#line += colour;
	}

	write(text: string): void {
		text.split("\n").forEach((line, at) => {
			if (at > 0) this.#break();
			for (const part of line.split(/(\t)/)) this.#put(part);
		});
	}

	end(): string[] {
		if (!this.#isEmpty) this.#break();
		return this.#lines;
	}

	#put(part: string): void {
		if (part === "") return;
		this.#isEmpty = false;
		if (part === "\t") {
			const stop = TAB - (this.#cells % TAB);
			this.#putPlain(
				" ".repeat(Math.min(stop, Math.max(1, this.#width - this.#cells))),
			);
		} else if (PLAIN.test(part)) this.#putPlain(part);
		else
			for (const { segment } of new Intl.Segmenter().segment(part))
				this.#putOne(segment, this.#meter(segment));
	}

	#putPlain(part: string): void {
		for (let at = 0; at < part.length; ) {
			if (this.#cells >= this.#width) this.#break();
			const piece = part.slice(at, at + this.#width - this.#cells);
			this.#putOne(piece, piece.length);
			at += piece.length;
		}
	}

	#putOne(text: string, cells: number): void {
		if (this.#cells + cells > this.#width && this.#cells > 0) this.#break();
		this.#line += text;
		this.#cells += cells;
		this.#isEmpty = false;
	}

	#break(): void {
		const isPainted = this.#line.includes("\u001b");
		this.#lines.push(isPainted ? this.#line + RESET : this.#line);
		this.#line = this.#colours.join("");
		this.#cells = 0;
		this.#isEmpty = true;
	}
}
