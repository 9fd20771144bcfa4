/**
 * A configuration as most roots have it, of keys alone: read without all that job
 * types need, which would take longer than the rest of a short verb.
 */
import { type Config, KEYS, settingsOf, valueAt } from "../text/config.ts";
import { SHELL } from "../text/job-type.ts";
import { keyOf, linesOf, readItems } from "../text/notation.ts";
import type { Problem } from "../text/problem.ts";

const DEFAULTS = settingsOf(new Map());
/** Keys whose values are held against each other, unless they are the usual ones. */
const PLACES = ["folders", "monitorReads", "monitorSays"];

/** Undefined where it says more, or something is wrong: then text/config-text is asked. */
export function plainConfig(text: string): Config | undefined {
	const problems: Problem[] = [];
	const given = new Map<string, string>();
	const items = readItems(linesOf(text.replace(/^\ufeff/, "")), problems);
	for (const item of items) {
		const key = KEYS.find(({ name }) => keyOf(name) === item.key);
		if (key === undefined || !isPlain(key, item.value)) return undefined;
		given.set(key.name, item.value);
	}
	if (problems.length > 0) return undefined;
	const settings = settingsOf(given);
	const jobTypes = new Map(settings.shellJobs ? [["shell", SHELL]] : []);
	return { ...settings, jobTypes };
}

function isPlain({ path, read }: (typeof KEYS)[number], text: string): boolean {
	const value = read(text);
	if (!value.ok) return false;
	return !PLACES.includes(path[0]) || value.value === valueAt(DEFAULTS, path);
}
