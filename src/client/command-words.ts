/**
 * A command line as COMMAND: words are quoted so that bash gets just these, and
 * any text is written so that it reads back as it was. Pure.
 */
import { linesOf, readItems } from "../text/notation.ts";

/** What bash takes as it is. */
const PLAIN = /^[\w@%+:,./-]+$/;
const PLAIN_LATER = /^[\w@%+=:,./-]+$/;
/** Words that open a construct of bash where a command begins; `time` does what a person means by it. */
const RESERVED =
	/^(?:if|then|elif|else|fi|case|esac|for|select|while|until|do|done|in|function|coproc)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x01-\x1f\x7f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SPECIAL = /[\x01-\x1f\x7f\\']/g;

/** One word is a line for the shell; of several each stays one word. */
export function commandOf(words: readonly string[]): string {
	const [only = ""] = words;
	return words.length === 1 ? only : words.map(quoted).join(" ");
}

function quoted(word: string, at: number): string {
	const isPlain =
		at === 0
			? PLAIN.test(word) && !RESERVED.test(word) && !isLikeOption(word)
			: PLAIN_LATER.test(word);
	if (isPlain) return word;
	return CONTROL.test(word)
		? escaped(word)
		: `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** On one line, whatever stands in it: `$'a\x0ab'`. */
function escaped(text: string): string {
	const body = text.replace(SPECIAL, (char) =>
		char === "\\" || char === "'"
			? `\\${char}`
			: `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
	);
	return `$'${body}'`;
}

/** The lines of a header that hold it: more than one where it has line breaks. */
export function commandLines(text: string): string {
	const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, "");
	const lines = trimmed.includes("\n")
		? ["COMMAND ::", ...trimmed.split("\n").map(indented)].join("\n")
		: `COMMAND :: ${trimmed}`;
	// A blank that was cut off behind a backslash was meant.
	const isMeant = !isLikeOption(trimmed) && !trimmed.endsWith("\\");
	return isMeant && readBack(lines) === trimmed
		? lines
		: `COMMAND :: eval -- ${escaped(text)}`;
}

/** bash -c would take it as an option of its own. */
function isLikeOption(text: string): boolean {
	return /^[-+]/.test(text);
}

function indented(line: string): string {
	return line === "" ? "" : `\t${line}`;
}

function readBack(lines: string): string | undefined {
	const items = readItems(linesOf(lines), []);
	return items.length === 1 && items[0]?.key === "COMMAND"
		? items[0].value
		: undefined;
}
