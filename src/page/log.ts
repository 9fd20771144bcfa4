/** A log on a page: its colours as classes, all of its text escaped. */
import { sizeText } from "../text/quantity.ts";
import { painted } from "./colours.ts";
import { escaped, type Html, html, joined } from "./html.ts";
import { stretchesOf } from "./terminal.ts";

export interface LogPart {
	/** The end of the log, where it is too long for a page. */
	readonly text: string;
	/** Bytes of the whole log. */
	readonly size: number;
	/** Bytes of it that come before the text. */
	readonly cut: number;
}

export function logOf({ text, size, cut }: LogPart, file: string): Html {
	if (size === 0) return html`<p class="quiet">It has written nothing.</p>\n`;
	const said =
		cut === 0
			? undefined
			: html`<p class="cut">The last ${sizeText(size - cut)} of ${sizeText(size)}. All of it: <code>cat ${file}</code></p>\n`;
	// The parser of a browser drops a newline that comes first.
	return html`${said}<pre class="log" tabindex="0">\n${markupOf(text)}</pre>\n`;
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
