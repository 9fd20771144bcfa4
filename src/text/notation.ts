/**
 * The one notation of every catq text: title lines `==== NAME`, items
 * `NAME :: CONTENT`, blank lines, `#` comments. Used for UOWs, configurations
 * and run records. Pure; what does not fit comes back as problems.
 */
import type { Problem } from "./problem.ts";
import { shorten, visible } from "./visible.ts";

export interface Line {
	readonly text: string;
	/** 1-based. */
	readonly number: number;
}

export interface Item {
	/** The name as its writer spelt it. */
	readonly name: string;
	/** The name as catq compares it: `TASK_NAME`. */
	readonly key: string;
	readonly value: string;
	readonly line: number;
}

/** COMMAND is a script: lines under it that begin with white space belong to it. */
const CONTINUED = "COMMAND";
const KEY = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Names ignore the case of a to z and treat space, `-` and `_` alike. A letter such as the dotless i does not turn into a plain one. */
export function keyOf(name: string): string {
	return name
		.trim()
		.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
		.replace(/[\s_-]+/g, "_");
}

/** `TASK_NAME` as documents spell it: `TASK NAME`. */
export function spelt(key: string): string {
	return key.replaceAll("_", " ");
}

/** The title of a title line with single spaces, or undefined. No regular expression that could be made slow. */
export function titleOf(line: string): string | undefined {
	if (!line.startsWith("====")) return undefined;
	const title = line.slice(4).trim().replace(/\s+/g, " ");
	return title === "" ? undefined : title;
}

export function linesOf(text: string, firstNumber = 1): Line[] {
	return text.split("\n").map((line, i) => ({
		text: line.endsWith("\r") ? line.slice(0, -1) : line,
		number: firstNumber + i,
	}));
}

/** Reads the items of one section; `problems` receives what is none. */
export function readItems(
	lines: readonly Line[],
	problems: Problem[],
): readonly Item[] {
	const items = new Map<string, Item>();
	for (let i = 0; i < lines.length; i += 1) {
		const line = lines[i];
		if (line === undefined || isIgnored(line.text)) continue;
		const item = readItem(line, problems);
		if (item === undefined) continue;
		const script =
			item.key === CONTINUED ? continuation(lines, i + 1) : undefined;
		if (script !== undefined) i = script.next - 1;
		addOnce(items, withScript(item, script?.text), problems);
	}
	return [...items.values()];
}

function isIgnored(text: string): boolean {
	return text.trim() === "" || text.startsWith("#");
}

function readItem(line: Line, problems: Problem[]): Item | undefined {
	const at = line.text.indexOf("::");
	const name = line.text.slice(0, at).trim();
	const key = keyOf(name);
	if (at >= 0 && KEY.test(key))
		return {
			name,
			key,
			value: line.text.slice(at + 2).trim(),
			line: line.number,
		};
	problems.push({
		line: line.number,
		text:
			at < 0
				? `expected NAME :: CONTENT, found "${quoted(line.text)}"`
				: `"${quoted(name)}" is no name: a name begins with a letter and has letters, digits, spaces, - and _, at most 64`,
	});
	return undefined;
}

function quoted(text: string): string {
	return shorten(visible(text), 60);
}

/** The indented lines that follow, blank ones between them included, without their common indentation. */
function continuation(
	lines: readonly Line[],
	start: number,
): { text: string; next: number } | undefined {
	let next = start;
	for (let i = start; i < lines.length; i += 1) {
		const text = lines[i]?.text ?? "";
		if (text.trim() === "") continue;
		if (!/^\s/.test(text)) break;
		next = i + 1;
	}
	if (next === start) return undefined;
	const block = lines.slice(start, next).map((line) => line.text);
	const indents = block
		.filter((text) => text.trim() !== "")
		.map((text) => /^\s*/.exec(text)?.[0] ?? "");
	const common = indents.reduce((a, b) => sharedStart(a, b));
	return {
		text: block.map((text) => text.slice(common.length)).join("\n"),
		next,
	};
}

function sharedStart(a: string, b: string): string {
	let i = 0;
	while (i < a.length && a[i] === b[i]) i += 1;
	return a.slice(0, i);
}

function withScript(item: Item, script: string | undefined): Item {
	if (script === undefined) return item;
	return {
		...item,
		value: item.value === "" ? script : `${item.value}\n${script}`,
	};
}

function addOnce(
	items: Map<string, Item>,
	item: Item,
	problems: Problem[],
): void {
	const first = items.get(item.key);
	if (first === undefined) items.set(item.key, item);
	else
		problems.push({
			line: item.line,
			text: `${spelt(item.key)} is given twice, first in line ${first.line}; keep one of them`,
		});
}
