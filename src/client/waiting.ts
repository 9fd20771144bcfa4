/**
 * What waits, in its order, the first of it: priority-q before wait-q, each by
 * its timestamps. Where very much waits, not every file is read: which are the
 * first then says the posted status, and each of them is read anew.
 */
import { readText } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { OpenUow } from "../disk/uow-file.ts";
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
export const MOST_READ = 5000;

interface Named {
	readonly place: Queue;
	readonly name: string;
}

export function seenWaiting(paths: Paths, most: number): SeenQueue {
	const names = QUEUES.map((place) => uowNames(paths, place));
	const count = names.reduce((sum, some) => sum + some.length, 0);
	const posted = count > MOST_READ ? postedWaiting(paths) : [];
	const first = posted.length > 0 ? posted : firstInOrder(paths, names, most);
	return {
		first: first.slice(0, most),
		more: count - Math.min(first.length, most),
	};
}

/** Of names by their queue. */
function firstInOrder(
	paths: Paths,
	names: readonly (readonly string[])[],
	most: number,
): readonly SeenWaiting[] {
	const all = QUEUES.flatMap((place, i) =>
		(names[i] ?? []).map((name) => ({ place, name })),
	);
	return inOrder(paths, all)
		.slice(0, most)
		.map((at) => ({ ...at, uow: uowAt(paths, at.place, at.name) }));
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

/** What status/status.json names, as far as it still waits. */
export function postedWaiting(paths: Paths): readonly SeenWaiting[] {
	return postedNames(paths).flatMap((at) => {
		const uow = uowAt(paths, at.place, at.name);
		return uow === undefined ? [] : [{ ...at, uow }];
	});
}

function postedNames(paths: Paths): readonly Named[] {
	try {
		const text = readText(`${paths.folder("status")}/status.json`) ?? "";
		const { waiting } = JSON.parse(text) as { waiting?: Named[] };
		return waiting?.map(({ place, name }) => ({ place, name })) ?? [];
	} catch {
		return [];
	}
}
