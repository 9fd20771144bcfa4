/** A job type as the configuration writes it: `==== JOB TYPE name` and its lines. */
import { checkItem, isHeaderName } from "./header.ts";
import { type JobType, placeholders, templateWords } from "./job-type.ts";
import { type Item, keyOf, type Line, spelt } from "./notation.ts";
import { readPattern } from "./pattern.ts";
import type { Problem } from "./problem.ts";
import { shorten, visible } from "./visible.ts";

/** A title of the configuration with the lines under it. */
export interface Section {
	readonly title: string | undefined;
	readonly line: number;
	readonly lines: Line[];
}

/** Adds it to the types; what is wrong goes to the problems. */
export function readJobType(
	section: Section,
	items: readonly Item[],
	types: Map<string, JobType>,
	problems: Problem[],
): void {
	const name = /^JOB TYPE (\S+)$/i.exec(section.title ?? "")?.[1];
	const say = (line: number, text: string) => problems.push({ line, text });
	if (name === undefined) {
		say(
			section.line,
			`expected a title such as "==== JOB TYPE deploy", found "==== ${shorten(visible(section.title ?? ""), 60)}"`,
		);
		return;
	}
	if (types.has(name))
		say(section.line, `job type ${name} is given twice; keep one of them`);
	const type = typeOf(name, items, say);
	if (type.words.length === 0)
		say(
			section.line,
			`job type ${name} needs WORDS :: its command line, for example WORDS :: rsync -a -- {SOURCE} {TARGET}`,
		);
	types.set(name, type);
}

function typeOf(
	name: string,
	items: readonly Item[],
	say: (line: number, text: string) => void,
): JobType {
	const words: string[] = [];
	const required: string[] = [];
	let allowed: string[] | undefined;
	const patterns = new Map<
		string,
		JobType["patterns"] extends ReadonlyMap<string, infer P> ? P : never
	>();
	const defaults = new Map<string, string>();
	for (const item of items) {
		const [kind, of] = subjectOf(item.key);
		switch (kind) {
			case "WORDS": {
				const read = templateWords(item.value);
				if (read.ok) words.push(...read.value);
				else say(item.line, `WORDS: ${read.wrong}`);
				break;
			}
			case "REQUIRED":
				required.push(...namesOf(item.value));
				break;
			case "ALLOWED":
				allowed = namesOf(item.value);
				break;
			case "PATTERN": {
				const read = readPattern(item.value);
				if (read.ok) patterns.set(of, { text: item.value, fits: read.value });
				else say(item.line, `PATTERN ${spelt(of)}: ${read.wrong}`);
				break;
			}
			case "DEFAULT": {
				const complaint = checkItem(of, item.value);
				if (complaint === undefined) defaults.set(of, item.value);
				else say(item.line, complaint);
				break;
			}
			default:
				say(
					item.line,
					`a job type has no "${shorten(visible(item.name), 60)}"; it has WORDS, REQUIRED, ALLOWED, PATTERN name, DEFAULT name, and defaults such as TIMEOUT`,
				);
		}
	}
	const known = [...required, ...(allowed ?? []), ...defaults.keys()];
	const isKnown = (key: string) => known.includes(key) || isHeaderName(key);
	const line = items[0]?.line ?? 0;
	for (const key of placeholders(words))
		if (!isKnown(key))
			say(
				line,
				`job type ${name}: WORDS uses {${spelt(key)}}, which is neither REQUIRED nor ALLOWED nor has a DEFAULT`,
			);
	for (const key of patterns.keys())
		if (!isKnown(key))
			say(
				line,
				`job type ${name}: PATTERN ${spelt(key)} is for a name that is neither REQUIRED nor ALLOWED nor has a DEFAULT`,
			);
	return { name, words, required, allowed, patterns, defaults };
}

/** `PATTERN_SOURCE` is a pattern for SOURCE; a header name alone, `TIMEOUT`, is its default. */
function subjectOf(key: string): [string, string] {
	const match = /^(PATTERN|DEFAULT)_(.+)$/.exec(key);
	if (match !== null) return [match[1] ?? "", match[2] ?? ""];
	return isHeaderName(key) ? ["DEFAULT", key] : [key, ""];
}

function namesOf(value: string): string[] {
	return value
		.split(",")
		.map(keyOf)
		.filter((key) => key !== "");
}
