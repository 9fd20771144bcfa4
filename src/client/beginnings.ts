/** Names and ids that begin as somebody typed, for a shell that completes: few, and soon. */
import { eachNameIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import {
	isReadme,
	isUnfinished,
	type Place,
	QUEUES,
	SETTLED,
} from "../text/places.ts";
import { visible } from "../text/visible.ts";
import { stampAt } from "./uows.ts";

/** Nobody reads more. */
const MOST = 1000;
/** Names that are looked at, and files whose ids are read. */
const MOST_SEEN = 200_000;
const MOST_READ = 1000;

/** What a person is likely to mean comes first. */
const ACTIVE: readonly Place[] = ["currently-executing", ...QUEUES];

export function namesBeginning(
	paths: Paths,
	beginning: string,
): readonly string[] {
	const found = new Set<string>();
	let seen = 0;
	let read = 0;
	for (const place of [...ACTIVE, ...SETTLED, "archive" as const])
		for (const name of eachName(paths, place)) {
			seen += 1;
			if (found.size >= MOST || seen > MOST_SEEN) return [...found];
			if (name.startsWith(beginning)) found.add(name);
			if (!/^\d+$/.test(beginning) || !ACTIVE.includes(place)) continue;
			read += 1;
			const id = read > MOST_READ ? undefined : stampAt(paths, place, name)?.id;
			if (String(id).startsWith(beginning)) found.add(String(id));
		}
	return [...found];
}

/** Those that a shell can be given as they are; none where the folder cannot be read. */
function* eachName(paths: Paths, place: Place): Generator<string> {
	try {
		for (const name of eachNameIn(paths.folder(place)))
			if (!isReadme(name) && !isUnfinished(name) && visible(name) === name)
				yield name;
	} catch {
		// Completion is no place to complain.
	}
}
