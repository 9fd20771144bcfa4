/** Whom a person means where only some places make sense: a name there comes before the same name elsewhere. */
import { look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { PLACES, type Place, QUEUES } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import { type Found, find, mayBeName } from "./find.ts";
import { stampAt } from "./uows.ts";

export function pick(
	paths: Paths,
	asked: string,
	places: readonly Place[],
	now: number,
): Found {
	const place = mayBeName(asked)
		? places.find((one) => look(paths.at(one, asked))?.isFile())
		: undefined;
	if (place === undefined) return find(paths, asked, now);
	const isQueue = QUEUES.some((queue) => queue === place);
	return { kind: isQueue ? "waits" : "settled", place, name: asked };
}

/** How a request calls it: by its id where a person did so. */
export function requestName(paths: Paths, found: Found, asked: string): string {
	if (found.kind !== "waits" && found.kind !== "settled") return asked;
	const { place, name } = found;
	const id = stampAt(paths, place, name)?.id;
	// A name with line breaks is asked for as it is shown.
	return name !== asked && asked === String(id) ? asked : visible(name).trim();
}

/** One UOW and no other, as somebody sees it in a list. */
export interface Chosen {
	readonly name: string;
	readonly id: number;
	readonly place: Place;
}

/**
 * How a request calls it: by its name as it is shown; by its id where the name
 * would be read as a signal, or another one in these places has it. Undefined:
 * then both mean others as well.
 */
export function requestWord(
	paths: Paths,
	{ name, id, place }: Chosen,
	places: readonly Place[],
): string | undefined {
	const shown = visible(name).trim();
	const lies = (one: Place, as: string) => look(paths.at(one, as))?.isFile();
	const isShared =
		shown.startsWith("-s") ||
		places.some((one) => one !== place && lies(one, name));
	if (!isShared) return shown;
	const isName = PLACES.some(
		(one) => one !== "trash" && lies(one, String(id)) === true,
	);
	return isName ? undefined : String(id);
}
