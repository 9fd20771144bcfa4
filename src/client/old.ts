/** Settled UOWs that ended before some moment, one by one: of any number in little memory. */
import { look } from "../disk/files.ts";
import { eachNameIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import type { Instant } from "../text/instant.ts";
import { isReadme, isUnfinished, type SettledPlace } from "../text/places.ts";
import { readSettled } from "../text/settled-status.ts";
import { isSettled } from "../text/status-line.ts";
import { idsInRun } from "./runs.ts";
import { uowAt } from "./uows.ts";

export interface OldUow {
	readonly place: SettledPlace;
	readonly name: string;
	readonly endedAt: Instant;
}

export function* endedBefore(
	paths: Paths,
	places: readonly SettledPlace[],
	before: Instant,
): Generator<OldUow> {
	const begun = Date.now();
	let busy = idsInRun(paths);
	for (const place of places)
		for (const name of eachNameIn(paths.folder(place))) {
			const stats = look(paths.at(place, name));
			if (stats?.isFile() !== true || isReadme(name) || isUnfinished(name))
				continue;
			// One that settles meanwhile: its records may be newer than what we know.
			if (stats.ctimeMs > begun - 1000) busy = idsInRun(paths);
			const found = endOf(paths, place, name, stats.mtimeMs);
			if (found === undefined || busy.has(found.id ?? 0)) continue;
			if (found.endedAt < before) yield { place, name, endedAt: found.endedAt };
		}
}

/** When it ended by its STATUS, else the time of its file; undefined where it says that it has not, or cannot be read. */
function endOf(
	paths: Paths,
	place: SettledPlace,
	name: string,
	modifiedAt: Instant,
): { readonly id: number | undefined; readonly endedAt: Instant } | undefined {
	const head = uowAt(paths, place, name)?.head;
	if (head === undefined) return undefined;
	const { status, stamp } = head;
	if (status !== undefined && !isSettled(status.state)) return undefined;
	const end = readSettled(status?.text ?? "");
	return { id: stamp?.id, endedAt: end?.endedAt ?? modifiedAt };
}
