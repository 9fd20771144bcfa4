/**
 * Markup that cannot be broken by what stands in it: a template in which every
 * text is made visible and escaped, and only what came from such a template is
 * taken as it is.
 */
import { visible } from "../text/visible.ts";

/** Only this file makes one. */
export class Html {
	readonly markup: string;

	constructor(markup: string) {
		this.markup = markup;
	}
}

type Value = Html | string | number | undefined | readonly Value[];

/** For elements and for attribute values in quotes. `undefined` is nothing at all. */
export function html(
	parts: TemplateStringsArray,
	...values: readonly Value[]
): Html {
	return new Html(parts.map((part, i) => part + markupOf(values[i])).join(""));
}

export function joined(parts: readonly Html[], between = ""): Html {
	return new Html(parts.map(({ markup }) => markup).join(between));
}

/** Text that has been made visible already, as that of a log: its newlines and tabs stay. */
export function escaped(text: string): Html {
	return new Html(withEntities(text));
}

function markupOf(value: Value): string {
	if (value === undefined) return "";
	if (value instanceof Html) return value.markup;
	if (typeof value === "number") return String(value);
	if (typeof value === "string") return withEntities(visible(value));
	return value.map(markupOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

function withEntities(text: string): string {
	return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
