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
import { type JobType, SHELL } from "./job-type.ts";
import { readJobType, type Section } from "./job-type-text.ts";
import { type Item, keyOf, linesOf, readItems, titleOf } from "./notation.ts";
import type { Problem } from "./problem.ts";
import { shorten, visible } from "./visible.ts";

export type ConfigRead =
	| { readonly ok: true; readonly config: Config }
	| { readonly ok: false; readonly problems: readonly Problem[] };

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
