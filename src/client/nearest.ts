/** Names of UOWs that differ little from what was asked for: what was probably meant. */

import { eachNameIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { isReadme, isUnfinished, PLACES } from "../text/places.ts";
import { nearness } from "./near.ts";

/** Names that are looked at, so that a large root does not make a mistake dear. */
const MOST_SEEN = 20_000;
const MOST_SAID = 3;

export function nearestNames(paths: Paths, asked: string): readonly string[] {
	const near = new Map<string, number>();
	let seen = 0;
	for (const place of PLACES) {
		if (place === "trash") continue;
		for (const name of eachNameIn(paths.folder(place))) {
			seen += 1;
			if (seen > MOST_SEEN) break;
			if (isReadme(name) || isUnfinished(name)) continue;
			const steps = nearness(asked, name);
			if (steps !== undefined && name !== asked) near.set(name, steps);
		}
	}
	return [...near]
		.sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
		.slice(0, MOST_SAID)
		.map(([name]) => name);
}
