/** A log on a page: its colours as classes, all of its text escaped. */
import { sizeText } from "../text/quantity.ts";
import { painted } from "./colours.ts";
import { escaped, type Html, html, joined } from "./html.ts";
import { coloursAfter, stretchesOf } from "./terminal.ts";

export interface LogPart {
	/** The end of the log, where it is too long for a page. */
	readonly text: string;
	/** Bytes of the whole log. */
	readonly size: number;
	/** Bytes of it that come before the text. */
	readonly cut: number;
}

export function logOf(part: LogPart, file: string): Html {
	return boxOf(part, file, markupOf(part.text));
}

/** The same, made so that it can grow: what stands in the last line may change yet. */
export function growingLog(part: LogPart, file: string): Html {
	const at = part.text.lastIndexOf("\n") + 1;
	const { lines, open } = grownLog(
		"",
		part.text.slice(0, at),
		part.text.slice(at),
	);
	return boxOf(
		part,
		file,
		html`<span>${lines}</span><span class="open">${open}</span>`,
	);
}

/** Lines that have come, and the last one as far as it is there; `before`: what stands above them, for its colours. */
export function grownLog(before: string, lines: string, open: string) {
	const start = coloursAfter(before);
	const end = coloursAfter(start + lines);
	return { lines: markupOf(start + lines), open: markupOf(end + open) };
}

function boxOf({ size, cut }: LogPart, file: string, content: Html): Html {
	if (size === 0) return html`<p class="quiet">It has written nothing.</p>\n`;
	const said =
		cut === 0
			? undefined
			: html`<p class="cut">The last ${sizeText(size - cut)} of ${sizeText(size)}. All of it: <code>cat ${file}</code></p>\n`;
	// The parser of a browser drops a newline that comes first.
	return html`${said}<pre class="log" tabindex="0">\n${content}</pre>\n`;
}

function markupOf(text: string): Html {
	return joined(
		painted(stretchesOf(text)).map(({ text, classes }) =>
			classes.length === 0
				? escaped(text)
				: html`<span class="${classes.join(" ")}">${escaped(text)}</span>`,
		),
	);
}
