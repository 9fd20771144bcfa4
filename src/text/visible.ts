/**
 * The one way from somebody's bytes to a person's screen: no colour codes, and
 * every character that hides, reorders or moves the cursor made readable.
 * The only home of strip-ansi.
 */
import stripAnsi from "strip-ansi";

// C0 and C1 controls, soft hyphen, Arabic letter mark, zero width and
// bidirectional marks, line separators, tags, byte order mark, lone surrogates.
const HIDDEN =
	/[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}]|[\u{e0000}-\u{e007f}]/gu;

/** One line of text, safe to show; newlines and tabs are made readable too. */
export function visible(text: string): string {
	return stripAnsi(text).replace(HIDDEN, escapeOf);
}

/** Somebody's lines, without colours and all else that acts on a screen; what overwrites a line comes below it. */
export function plainText(text: string): string {
	return stripAnsi(text)
		.replace(/\r+\n/g, "\n")
		.replace(/\r/g, "\n")
		.replace(HIDDEN, (char) =>
			char === "\n" || char === "\t" ? char : escapeOf(char),
		);
}

function escapeOf(char: string): string {
	const code = char.codePointAt(0) ?? 0;
	if (char === "\n") return "\\n";
	if (char === "\t") return "\\t";
	return code < 0x100
		? `\\x${code.toString(16).padStart(2, "0")}`
		: `\\u{${code.toString(16)}}`;
}

/** A value as JSON in which no character hides either: a program reads back just what was there. */
export function visibleJson(value: unknown, indent?: number): string {
	return JSON.stringify(value, undefined, indent).replace(HIDDEN, (char) =>
		// Within a text it is escaped already: this one ends a line.
		char === "\n"
			? char
			: Array.from(
					{ length: char.length },
					(_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`,
				).join(""),
	);
}

/** Cuts to at most `width` bytes of UTF-8 on a character's boundary, ending in `…` where something was cut. */
export function shorten(text: string, width: number): string {
	if (Buffer.byteLength(text) <= width) return text;
	let kept = "";
	let bytes = 3;
	for (const char of text) {
		bytes += Buffer.byteLength(char);
		if (bytes > width) break;
		kept += char;
	}
	return `${kept}…`;
}
