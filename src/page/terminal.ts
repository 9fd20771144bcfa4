/**
 * A log as a terminal would leave it, and no more: colours stay, what moves the
 * cursor or talks to the terminal goes, a line that was written over shows what
 * was written last, and every other control character is made visible.
 */
import { visible } from "../text/visible.ts";

/** One stretch of a log: its text, and the colour sequence right before it, "" where there is none. */
export interface Stretch {
	readonly colour: string;
	readonly text: string;
}

/** Sequences without a return to plain text that count: a program sets some at a time. */
const MOST_COLOURS = 50;
const ESC = "\\u001b";
/** A longer one is no colour that a program means. */
const COLOUR = `${ESC}\\[[\\d;]{0,40}m`;
/** Bytes of a command to the terminal, such as a link or a title; it ends on its own line. */
const COMMAND = `${ESC}[\\]PX^_][^\\n\\u0007\\u001b]{0,4096}(?:\\u0007|${ESC}\\\\)`;
const CONTROL = `${ESC}\\[[0-?]{0,64}[ -/]{0,8}[@-~]`;
const SHORT = `${ESC}[ -/]{0,8}[0-OQ-WYZ\`-~]`;

const COLOURS = new RegExp(`(${COLOUR})`);
const EVERY_COLOUR = new RegExp(COLOUR, "g");
const DROPPED = new RegExp(`(${COLOUR})|${COMMAND}|${CONTROL}|${SHORT}`, "g");
const BEGINNING = new RegExp(`${ESC}|\\u009b`, "g");
const RESET = new RegExp(`^[^]*${ESC}\\[0?m`);

/** The text of a link stays, where it leads goes with its command. */
export function stretchesOf(log: string): Stretch[] {
	const clean = log
		.split("\n")
		.map(lastWritten)
		.join("\n")
		.replace(DROPPED, (_, colour: string | undefined) => colour ?? "");
	const parts = clean.split(COLOURS);
	return parts.flatMap((text, i) => {
		if (i % 2 === 1) return [];
		const colour = i === 0 ? "" : (parts[i - 1] ?? "");
		return text === "" && colour === "" ? [] : [{ colour, text: plain(text) }];
	});
}

/** After the last return to the line's beginning, in the colours that hold there. */
function lastWritten(line: string): string {
	const whole = line.replace(/\r+$/, "");
	const at = whole.lastIndexOf("\r");
	if (at < 0) return whole;
	return `${coloursAfter(whole.slice(0, at))}${whole.slice(at + 1)}`;
}

/** The sequences that bring back the colours in which a text ends. */
export function coloursAfter(text: string): string {
	const reset = RESET.exec(text)?.[0] ?? "";
	const since = text.slice(reset.length).match(EVERY_COLOUR) ?? [];
	const start = reset === "" ? "" : "\u001b[m";
	return `${start}${since.slice(-MOST_COLOURS).join("")}`;
}

/** Newlines and tabs stay what they are. */
function plain(text: string): string {
	return text.replace(/[^\n\t]+/g, shown);
}

/** An ESC that belongs to nothing is shown; visible() alone would take it for the beginning of a sequence. */
function shown(part: string): string {
	return visible(
		part.replace(BEGINNING, (char) => (char === "\u009b" ? "\\x9b" : "\\x1b")),
	);
}
