/**
 * Job types: what the configuration allows to run. A template is a list of
 * words; `{NAME}` in one is replaced by a header item as a part of that one
 * word, never through a shell.
 */
import { split } from "shlex";
import { isHeaderName } from "./header.ts";
import { type Item, keyOf, spelt } from "./notation.ts";
import type { Pattern } from "./pattern.ts";
import { type Read, right, wrong } from "./problem.ts";
import { shorten, visible } from "./visible.ts";

export interface JobType {
	readonly name: string;
	readonly words: readonly string[];
	readonly required: readonly string[];
	/** Undefined: any name may be given. */
	readonly allowed: readonly string[] | undefined;
	readonly patterns: ReadonlyMap<
		string,
		{ readonly text: string; readonly fits: Pattern }
	>;
	readonly defaults: ReadonlyMap<string, string>;
}

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9 _-]{0,63})\}/g;

/** The built-in type: the COMMAND of the header, run by bash. */
export const SHELL: JobType = {
	name: "shell",
	words: ["bash", "-c", "{COMMAND}"],
	required: ["COMMAND"],
	allowed: undefined,
	patterns: new Map(),
	defaults: new Map(),
};

/** Splits a template into words by the quoting rules of a shell; nothing else of a shell happens. */
export function templateWords(text: string): Read<readonly string[]> {
	try {
		return right(split(text));
	} catch (error) {
		return wrong(
			`expected a command line, found "${shorten(visible(text), 60)}": ${error instanceof Error ? error.message : error}`,
		);
	}
}

/** The names a template uses. */
export function placeholders(words: readonly string[]): readonly string[] {
	return words.flatMap((word) =>
		[...word.matchAll(PLACEHOLDER)].map((match) => keyOf(match[1] ?? "")),
	);
}

/** Header values with the defaults of the type behind them. */
export function valuesOf(
	type: JobType,
	items: readonly Item[],
): ReadonlyMap<string, string> {
	const values = new Map(type.defaults);
	for (const { key, value } of items) values.set(key, value);
	return values;
}

/** Why this type does not take these items, each reason in words; none: it does. */
export function refusals(type: JobType, items: readonly Item[]): string[] {
	const values = valuesOf(type, items);
	const reasons = type.required
		.filter((key) => (values.get(key) ?? "") === "")
		.map((key) => `job type ${type.name} needs ${spelt(key)}`);
	for (const item of items) {
		if (!isAllowed(type, item.key))
			reasons.push(
				`line ${item.line}: job type ${type.name} takes no ${spelt(item.key)}`,
			);
		const pattern = type.patterns.get(item.key);
		if (pattern !== undefined && !pattern.fits(item.value))
			reasons.push(
				`line ${item.line}: ${spelt(item.key)} must match ${pattern.text}, found "${shorten(visible(item.value), 60)}"`,
			);
	}
	return [...reasons, ...optionLike(type, values)];
}

/** A value must not become an option of the program unless a pattern lets it. */
function optionLike(
	type: JobType,
	values: ReadonlyMap<string, string>,
): string[] {
	// Most have none that begins so, and are read by the hundred thousand.
	if (![...values.values()].some((value) => value.startsWith("-"))) return [];
	return type.words.flatMap((word) => {
		const key = beginnerOf(word, values);
		if (key === undefined || key === "COMMAND" || type.patterns.has(key))
			return [];
		return (values.get(key) ?? "").startsWith("-")
			? [
					`${spelt(key)} begins with "-" and would be read as an option; job type ${type.name} has no pattern that allows it`,
				]
			: [];
	});
}

/** The item whose value begins the filled word; empty ones before it leave it that place. */
function beginnerOf(
	word: string,
	values: ReadonlyMap<string, string>,
): string | undefined {
	let position = 0;
	for (const match of word.matchAll(PLACEHOLDER)) {
		if (match.index !== position) return undefined;
		const key = keyOf(match[1] ?? "");
		if ((values.get(key) ?? "") !== "") return key;
		position += match[0].length;
	}
	return undefined;
}

/** Header names that say what is run, or where: a type other than shell takes them only where it names them. */
const POWERFUL = ["COMMAND", "DIRECTORY"];

function isAllowed(type: JobType, key: string): boolean {
	if (type.required.includes(key) || type.allowed?.includes(key) === true)
		return true;
	if (POWERFUL.includes(key)) return type === SHELL;
	return type.allowed === undefined || isHeaderName(key) || key === "ID";
}

/** The command line: every placeholder replaced; a word is left out when an item it needs was not given. */
export function commandLine(
	type: JobType,
	values: ReadonlyMap<string, string>,
): string[] {
	return type.words.flatMap((word) => {
		let missing = false;
		const filled = word.replace(PLACEHOLDER, (_, name: string) => {
			const value = values.get(keyOf(name));
			missing ||= value === undefined;
			return value ?? "";
		});
		return missing ? [] : [filled];
	});
}
