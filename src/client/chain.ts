/** What a UOW waits for by its AFTER, link by link, as the files lie now. */
import { termsUnder } from "../core/plan.ts";
import type { Paths } from "../disk/paths.ts";
import { whereabouts } from "../spool/whereabouts.ts";
import type { Config } from "../text/config.ts";
import { type Place, QUEUES } from "../text/places.ts";
import { uowAt } from "./uows.ts";

export interface Link {
	readonly name: string;
	/** Where it lies; null: nowhere yet. In archive only where it was done. */
	readonly place: Place | null;
	/** Undone ones that this one waits for. */
	readonly after: readonly Link[];
}

/** Links of a chain that are followed. */
const DEEPEST = 8;
const MOST_NAMES = 20;

/** Those that are not done. `trail`: who waits for these; a name among them closes a circle. */
export function linksOf(
	paths: Paths,
	config: Config,
	names: readonly string[],
	trail: readonly string[],
): readonly Link[] {
	return names.slice(0, MOST_NAMES).flatMap((name): Link[] => {
		const place = placeOf(whereabouts(paths, [name]).get(name) ?? []);
		if (place === "done-q" || place === "archive") return [];
		const isQueue = QUEUES.some((queue) => queue === place);
		const isEnd = trail.includes(name) || trail.length >= DEEPEST;
		if (place === null || !isQueue || isEnd)
			return [{ name, place, after: [] }];
		const head = uowAt(paths, place, name)?.head;
		const next = head === undefined ? [] : termsUnder(head, config).after;
		const after = linksOf(paths, config, next, [...trail, name]);
		return [{ name, place, after }];
	});
}

/** What counts for who waits for it: what runs or waits, then what failed, then what is done. */
const ORDER: readonly Place[] = [
	"currently-executing",
	"priority-q",
	"wait-q",
	"error-q",
	"fail-q",
	"done-q",
	"archive",
	"trash",
];

function placeOf(places: readonly Place[]): Place | null {
	return ORDER.find((place) => places.includes(place)) ?? null;
}
