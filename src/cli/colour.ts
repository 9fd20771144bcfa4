/** Colour on a terminal: the one file that knows how, and whether it is wanted. */
import { visible } from "../text/visible.ts";
import { type Given, type Option, textOf } from "./verb.ts";

const WHEN = ["auto", "always", "never"] as const;

export const COLOUR_OPTION: Option = {
	flags: "--color <when>",
	choices: WHEN,
	about:
		"colour for states: auto (on a terminal, unless NO_COLOR is set), always or never",
};

/** Gives a text the colour of the state that it begins with; the text itself is not changed. */
export type Paint = (text: string) => string;

export const noPaint: Paint = (text) => text;

/** How a whole screen is painted; nothing of it is changed where no colour is wanted. */
export interface Brush {
	readonly state: Paint;
	readonly title: Paint;
	readonly chosen: Paint;
	readonly quiet: Paint;
	readonly alert: Paint;
}

export function brushOf(state: Paint): Brush {
	const style =
		(code: number): Paint =>
		(text) =>
			state === noPaint || text === "" ? text : `\x1b[${code}m${text}\x1b[0m`;
	return {
		state,
		title: style(BOLD),
		chosen: style(REVERSE),
		quiet: style(DIM),
		alert: style(RED),
	};
}

const BOLD = 1;
const DIM = 2;
const REVERSE = 7;
const GREEN = 32;
const YELLOW = 33;
const RED = 31;
const BLUE = 34;
const CYAN = 36;

const COLOURS: Readonly<Record<string, number>> = {
	RUNNING: CYAN,
	STARTING: CYAN,
	SILENT: YELLOW,
	STOPPING: YELLOW,
	STALLED: RED,
	LOST: RED,
	HELD: BLUE,
	DONE: GREEN,
	ERROR: RED,
	FAIL: RED,
};

/** What is wrong with --color, in words; or how to paint. */
export function paintFor(given: Given): Paint | string {
	const asked = textOf(given, "color") ?? "auto";
	const when = WHEN.find((one) => one === asked);
	if (when === undefined)
		return `--color is ${WHEN.join(", ")}; found "${visible(asked)}"`;
	const { NO_COLOR = "", TERM } = process.env;
	const isWanted =
		when === "always" ||
		(when === "auto" &&
			process.stdout.isTTY === true &&
			NO_COLOR === "" &&
			TERM !== "dumb");
	return isWanted ? painted : noPaint;
}

function painted(text: string): string {
	const word = /^[a-z]+/i.exec(text)?.[0].toUpperCase() ?? "";
	const colour = Object.hasOwn(COLOURS, word) ? COLOURS[word] : undefined;
	return colour === undefined ? text : `\x1b[${colour}m${text}\x1b[0m`;
}
