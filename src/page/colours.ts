/**
 * Colour sequences of a terminal to classes of the stylesheet: of a fixed set,
 * whatever a job writes. The only home of anser, whose words are taken and whose
 * markup is not.
 */
import Anser from "anser";
import { nearest } from "./palette.ts";
import type { Stretch } from "./terminal.ts";

/** A stretch of text and the classes that colour it. */
export interface Painted {
	readonly text: string;
	readonly classes: readonly string[];
}

/** Changes without a way back to plain text after which colours begin anew: anser keeps all of them, and goes through them at the next. */
const MOST_CHANGES = 50;
/** Stretches of one text that are coloured; a page with more is of no use to anybody. */
const MOST_STRETCHES = 10_000;
const DECORATIONS = [
	"bold",
	"dim",
	"italic",
	"underline",
	"reverse",
	"strikethrough",
] as const;
const RESETS = ["\u001b[m", "\u001b[0m"];
const PLAIN_COLOUR = /^ansi-((?:bright-)?[a-z]+)$/;

export function painted(stretches: readonly Stretch[]): Painted[] {
	let terminal = new Anser();
	let changes = 0;
	return stretches.flatMap(({ colour, text }, i) => {
		if (i >= MOST_STRETCHES) return [{ text, classes: [] }];
		const isReset = RESETS.includes(colour);
		if (changes >= MOST_CHANGES || isReset) {
			terminal = new Anser();
			changes = 0;
		}
		if (isReset) return text === "" ? [] : [{ text, classes: [] }];
		const entry = terminal
			.ansiToJson(`${colour} `, { use_classes: true })
			.at(-1);
		const classes = entry === undefined ? [] : classesOf(entry);
		// Nothing is in force: a new one is in the same state.
		changes = classes.length === 0 ? MOST_CHANGES : changes + 1;
		return text === "" ? [] : [{ text, classes }];
	});
}

function classesOf(entry: Anser.AnserJsonEntry): string[] {
	const fore = colourOf(entry.fg, entry.fg_truecolor);
	const back = colourOf(entry.bg, entry.bg_truecolor);
	const said: readonly string[] = entry.decorations;
	// Grounds are dark here: black on them could not be read.
	const isLost = back !== undefined && fore === "black";
	return [
		...(fore === undefined || isLost ? [] : [`f-${fore}`]),
		...(back === undefined ? [] : [`b-${back}`]),
		...DECORATIONS.filter((name) => said.includes(name)),
	];
}

/** `red`, `bright-red`, or a number of the palette, to which a colour of its own is rounded. */
function colourOf(name: string | null, own: string | null): string | undefined {
	if (name === null || name === undefined) return undefined;
	if (name === "ansi-truecolor") return own ? nearest(own) : undefined;
	const number = /^ansi-palette-(\d{1,3})$/.exec(name)?.[1];
	return number ?? PLAIN_COLOUR.exec(name)?.[1];
}
