/**
 * The text of a configuration to a Config, or to problems with their lines and
 * remedies. `NAME :: CONTENT` like a UOW; `==== JOB TYPE name` begins a job type.
 */
import {
	type Config,
	KEYS,
	type Settings,
	settingsOf,
	valueAt,
} from "./config.ts";
import { checkItem, isHeaderName } from "./header.ts";
import {
	type JobType,
	placeholders,
	SHELL,
	templateWords,
} from "./job-type.ts";
import {
	type Item,
	keyOf,
	type Line,
	linesOf,
	readItems,
	spelt,
	titleOf,
} from "./notation.ts";
import { readPattern } from "./pattern.ts";
import type { Problem } from "./problem.ts";
import { shorten, visible } from "./visible.ts";

export type ConfigRead =
	| { readonly ok: true; readonly config: Config }
	| { readonly ok: false; readonly problems: readonly Problem[] };

interface Section {
	readonly title: string | undefined;
	readonly line: number;
	readonly lines: Line[];
}

export const DEFAULT_CONFIG: Config = {
	...settingsOf(new Map()),
	jobTypes: new Map([["shell", SHELL]]),
};

export function readConfig(text: string): ConfigRead {
	const problems: Problem[] = [];
	const given = new Map<string, string>();
	const jobTypes = new Map<string, JobType>();
	for (const section of sectionsOf(text)) {
		const items = readItems(section.lines, problems);
		if (section.title === undefined) readKeys(items, given, problems);
		else readJobType(section, items, jobTypes, problems);
	}
	const settings = settingsOf(given);
	problems.push(...sharedPlaces(settings));
	if (problems.length > 0)
		return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
	if (settings.shellJobs) jobTypes.set("shell", jobTypes.get("shell") ?? SHELL);
	return { ok: true, config: { ...settings, jobTypes } };
}

/** Two places in one folder, or one inside another, would take each other's files for their own. */
function sharedPlaces(settings: Settings): Problem[] {
	const places = KEYS.filter(
		(key) =>
			key.path[0] === "folders" ||
			key.path[0] === "monitorReads" ||
			key.path[0] === "monitorSays",
	).map((key) => ({
		name: key.name,
		path: String(valueAt(settings, key.path)),
	}));
	return places.flatMap((one, i) =>
		places
			.filter((other, j) =>
				one.path === other.path ? i < j : other.path.startsWith(`${one.path}/`),
			)
			.map((other) => ({
				line: 0,
				text: `${one.name} (${one.path}) and ${other.name} (${other.path}) share a place; give each its own`,
			})),
	);
}

function sectionsOf(text: string): Section[] {
	const sections: Section[] = [{ title: undefined, line: 0, lines: [] }];
	for (const line of linesOf(text.replace(/^\ufeff/, ""))) {
		const title = titleOf(line.text);
		if (title !== undefined)
			sections.push({ title, line: line.number, lines: [] });
		else sections.at(-1)?.lines.push(line);
	}
	return sections;
}

function readKeys(
	items: readonly Item[],
	given: Map<string, string>,
	problems: Problem[],
): void {
	for (const item of items) {
		const key = KEYS.find((known) => keyOf(known.name) === item.key);
		const read = key?.read(item.value);
		if (key === undefined)
			problems.push({ line: item.line, text: unknownKey(item.name) });
		else if (read?.ok === false)
			problems.push({ line: item.line, text: `${key.name}: ${read.wrong}` });
		else given.set(key.name, item.value);
	}
}

function unknownKey(name: string): string {
	const names = KEYS.map((key) => key.name).filter(
		(known) => !known.startsWith("folder "),
	);
	return `there is no key "${shorten(visible(name), 60)}"; the keys are ${names.join(", ")}, and folder … for each folder`;
}

function readJobType(
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
