/** The screen while a log is shown, and while help is. */
import { cut, meterOf } from "../cli/cells.ts";
import type { Brush } from "../cli/colour.ts";
import { sizeText } from "../text/quantity.ts";
import { visible } from "../text/visible.ts";
import { bottomLine, type KeyRule, LIST_KEYS, LOG_KEYS } from "./keys.ts";
import type { Size } from "./picture.ts";

/** What is known of the UOW whose log is shown. */
export interface LogSeen {
	readonly name: string;
	/** Where it lies, and its STATUS. */
	readonly status: string;
	/** The end of its log. */
	readonly text: string;
	/** Bytes of the log before that. */
	readonly cut: number;
}

/** Lines of a log that fit. */
export function logHeight({ rows }: Size): number {
	return Math.max(1, rows - 2);
}

/** `lines`: all there are, folded to the width; `top`: the first that is shown, undefined for the last ones. */
export async function logPicture(
	log: LogSeen,
	lines: readonly string[],
	top: number | undefined,
	size: Size,
	brush: Brush,
): Promise<string[]> {
	const height = logHeight(size);
	const start = top ?? Math.max(0, lines.length - height);
	const head = visible(`${log.name}  ${log.status}`);
	const meter = await meterOf([head]);
	const shown = lines.slice(start, start + height);
	const empty = Array<string>(height - shown.length).fill("");
	return [
		brush.title(cut(head, size.columns, meter)),
		...shown,
		...empty,
		brush.quiet(cut(footOf(log, lines, top, size), size.columns, meter)),
	].slice(0, size.rows);
}

function footOf(
	{ cut: before, text }: LogSeen,
	lines: readonly string[],
	top: number | undefined,
	size: Size,
): string {
	const height = logHeight(size);
	const where =
		top === undefined
			? "following"
			: `${top + 1}-${Math.min(lines.length, top + height)} of ${lines.length}`;
	const part =
		before === 0 ? "" : ` (its last ${sizeText(Buffer.byteLength(text))})`;
	const said = `${where}${part}  `;
	return said + bottomLine(LOG_KEYS, size.columns - said.length);
}

export function helpPicture({ columns, rows }: Size, brush: Brush): string[] {
	const lines = [
		...helpLines("Keys of the list", LIST_KEYS),
		"",
		...helpLines("Keys of a log", LOG_KEYS),
	];
	const keep = Math.max(1, rows - 1);
	const shown = lines.slice(0, keep);
	const clip = (line: string) => cut(line, columns, (text) => text.length);
	return [
		...shown.map(clip),
		...Array<string>(keep - shown.length).fill(""),
		brush.quiet(clip("any key: back to the list")),
	].slice(0, rows);
}

function helpLines(title: string, rules: readonly KeyRule[]): string[] {
	return [
		title,
		...rules.map(({ shown, about }) => `  ${shown.padEnd(6)} ${about}`),
	];
}
