/**
 * Whom a person means by a name or an id, from the files alone. Names come first;
 * what runs comes before what waits, and that before what has settled.
 */
import { look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { type Place, QUEUES, SETTLED } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import { type SeenRun, seenRuns } from "./runs.ts";
import { searched, settledByHistory } from "./settled.ts";

export type Found =
	| { readonly kind: "runs"; readonly run: SeenRun }
	/** In a queue, accepted or not. */
	| { readonly kind: "waits"; readonly place: Place; readonly name: string }
	| { readonly kind: "settled"; readonly place: Place; readonly name: string }
	/** Its id was handed out, and no UOW has come with it so far. */
	| { readonly kind: "reserved"; readonly id: number }
	| { readonly kind: "unknown" };

const ID = /^[1-9]\d{0,14}$/;
const OVER: readonly Place[] = [...SETTLED, "archive"];

export function find(paths: Paths, asked: string, now: number): Found {
	const runs = seenRuns(paths, now);
	return (
		byName(paths, runs, asked) ??
		(ID.test(asked) ? byId(paths, runs, Number(asked)) : undefined) ?? {
			kind: "unknown",
		}
	);
}

function byName(
	paths: Paths,
	runs: readonly SeenRun[],
	asked: string,
): Found | undefined {
	// A name with line breaks or spaces at its ends is asked for as it is shown.
	const run = runs.find(
		({ ticket: { name } }) =>
			name === asked || visible(name).trim() === asked.trim(),
	);
	if (run !== undefined) return { kind: "runs", run };
	if (!mayBeName(asked)) return undefined;
	const place = [...QUEUES, ...OVER].find((one) =>
		look(paths.at(one, asked))?.isFile(),
	);
	return place && foundAt(place, asked);
}

function foundAt(place: Place, name: string): Found {
	return OVER.includes(place)
		? { kind: "settled", place, name }
		: { kind: "waits", place, name };
}

function mayBeName(text: string): boolean {
	return text !== "" && !/[/\0]/.test(text) && Buffer.byteLength(text) <= 255;
}

/** The cheap places first; then every text has to be asked. */
function byId(
	paths: Paths,
	runs: readonly SeenRun[],
	id: number,
): Found | undefined {
	const run = runs.find(({ ticket }) => ticket.id === id);
	if (run !== undefined) return { kind: "runs", run };
	if (look(paths.own(`${id}.reserved`)) !== undefined)
		return { kind: "reserved", id };
	const at =
		settledByHistory(paths, id) ?? searched(paths, [...QUEUES, ...OVER], id);
	return at && foundAt(at.place, at.name);
}
