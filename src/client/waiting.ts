/**
 * What waits, in its order, the first of it: priority-q before wait-q, each by
 * its timestamps. Where very much waits, not every file is read: which are the
 * first then says the posted status, and each of them is read anew.
 */
import { readText } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { OpenUow } from "../spool/uow-file.ts";
import { QUEUES, type Queue } from "../text/places.ts";
import { byStamp } from "../text/stamp.ts";
import { stampAt, uowAt, uowNames } from "./uows.ts";

export interface SeenWaiting {
	readonly place: Queue;
	readonly name: string;
	readonly uow: OpenUow | undefined;
}

export interface SeenQueue {
	readonly first: readonly SeenWaiting[];
	/** How many more there are. */
	readonly more: number;
}

/** Files whose timestamps are read. */
const MOST_READ = 5000;

interface Named {
	readonly place: Queue;
	readonly name: string;
}

export function seenWaiting(paths: Paths, most: number): SeenQueue {
	const all = QUEUES.flatMap((place) =>
		uowNames(paths, place).map((name) => ({ place, name })),
	);
	const posted = all.length > MOST_READ ? postedFirst(paths, all) : undefined;
	const names = posted ?? inOrder(paths, all);
	const first = names
		.slice(0, most)
		.map((at) => ({ ...at, uow: uowAt(paths, at.place, at.name) }));
	return { first, more: all.length - first.length };
}

/** Those without the Monitor's stamp come last: they are not accepted yet. */
function inOrder(paths: Paths, all: readonly Named[]): readonly Named[] {
	const stamped = all.map((at) => ({
		...at,
		...(stampAt(paths, at.place, at.name) ?? { seconds: 0, ordinal: 0 }),
	}));
	const rank = (one: (typeof stamped)[number]) =>
		"id" in one ? QUEUES.indexOf(one.place) : QUEUES.length;
	return stamped.sort((a, b) => rank(a) - rank(b) || byStamp(a, b));
}

/** What status/status.json names, as far as it is still there; undefined where it names nothing of it. */
function postedFirst(
	paths: Paths,
	all: readonly Named[],
): readonly Named[] | undefined {
	const keyOf = ({ place, name }: Named) => `${place}/${name}`;
	const there = new Map(all.map((at) => [keyOf(at), at]));
	const found = postedNames(paths).flatMap((key) => there.get(key) ?? []);
	return found.length > 0 ? found : undefined;
}

function postedNames(paths: Paths): string[] {
	try {
		const text = readText(`${paths.folder("status")}/status.json`) ?? "";
		const { waiting } = JSON.parse(text) as { waiting?: unknown };
		return Array.isArray(waiting)
			? waiting.map(({ place, name }) => `${place}/${name}`)
			: [];
	} catch {
		return [];
	}
}
