/**
 * Whom a person means by a name, an id, or the beginning of a name, from the files
 * alone. Names come first, then ids; what runs comes before what waits, that
 * before what has settled, and trash comes last. A beginning counts only where
 * one UOW has it.
 */
import { isForbidden, look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { byHistory, byTexts, mayBeGiven, OVER } from "../history/by-id.ts";
import { isReadme, PLACES, type Place, QUEUES } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import { type SeenRun, seenRuns } from "./runs.ts";
import { uowNames } from "./uows.ts";

export type Found =
	| { readonly kind: "runs"; readonly run: SeenRun }
	/** In a queue, accepted or not; for who may not read run/, also in its slot. */
	| { readonly kind: "waits"; readonly place: Place; readonly name: string }
	| {
			readonly kind: "settled";
			readonly place: Place;
			readonly name: string;
			/** Where others of this name lie. */
			readonly others?: readonly Place[];
	  }
	/** In trash: removed, or never a UOW. */
	| {
			readonly kind: "discarded";
			readonly place: "trash";
			readonly name: string;
	  }
	/** Its id was handed out, and no UOW has come with it so far. */
	| { readonly kind: "reserved"; readonly id: number }
	/** Several names begin so; some of them. */
	| {
			readonly kind: "ambiguous";
			readonly names: readonly string[];
			readonly more: number;
	  }
	| { readonly kind: "unknown" };

const ID = /^[1-9]\d{0,14}$/;
/** Bytes of history that one search reads, the newest first. */
const SEARCHED = 64 * 1024 * 1024;

export function find(paths: Paths, asked: string, now: number): Found {
	const runs = runsFor(paths, now);
	if (runs === undefined) return findAsMember(paths, asked);
	return (
		byName(paths, runs, asked) ??
		(ID.test(asked) ? byId(paths, runs, Number(asked)) : undefined) ??
		inTrash(paths, asked) ??
		byBeginning(paths, runs, asked) ?? { kind: "unknown" }
	);
}

/** Undefined: run/ is not for this user. */
function runsFor(paths: Paths, now: number): readonly SeenRun[] | undefined {
	try {
		return seenRuns(paths, now);
	} catch (error) {
		if (!isForbidden(error)) throw error;
		return undefined;
	}
}

/** By what a member of the root's group may read: names anywhere, ids only of what lies in open folders. */
function findAsMember(paths: Paths, asked: string): Found {
	const place = mayBeName(asked)
		? PLACES.find((one) => look(paths.at(one, asked))?.isFile())
		: undefined;
	const at =
		place === undefined && ID.test(asked)
			? searched(paths, ["currently-executing", ...OVER], Number(asked))
			: place && { place, name: asked };
	if (at === undefined) return { kind: "unknown" };
	return at.place === "trash" ? discarded(at.name) : foundAt(at.place, at.name);
}

/** Before any beginning: whoever gives a whole name, or an id, means no other. */
function inTrash(paths: Paths, asked: string): Found | undefined {
	const isName = mayBeName(asked) && look(paths.at("trash", asked))?.isFile();
	if (isName) return discarded(asked);
	const at = ID.test(asked)
		? searched(paths, ["trash"], Number(asked))
		: undefined;
	return at && discarded(at.name);
}

/** Reads the first line of every text in these places. */
export function searched(paths: Paths, places: readonly Place[], id: number) {
	if (!mayBeGiven(paths, id)) return undefined;
	const found = byTexts(paths, places, id);
	return found.kind === "lies" ? found.at : undefined;
}

function discarded(name: string) {
	return { kind: "discarded", place: "trash", name } as const;
}

/** Names of a queue that are looked through for an id by who asks often. */
const SOON_NAMES = 5000;

/** By its id alone, for who asks often: one that settled before what the history tells is not. */
export function findId(
	paths: Paths,
	runs: readonly SeenRun[],
	asked: string,
): Found | undefined {
	if (!ID.test(asked)) return undefined;
	const id = Number(asked);
	const known = runningOrReserved(paths, runs, id);
	if (known !== undefined) return known;
	const short = QUEUES.filter(
		(place) => uowNames(paths, place).length <= SOON_NAMES,
	);
	const at = byHistory(paths, id, SEARCHED) ?? searched(paths, short, id);
	return at && foundAt(at.place, at.name);
}

/** By its whole name alone. */
export function byName(
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
	const [place, ...others] = [...QUEUES, ...OVER].filter((one) =>
		look(paths.at(one, asked))?.isFile(),
	);
	return place && foundAt(place, asked, others);
}

/** Names in an answer. */
const MOST_NAMED = 5;

function byBeginning(
	paths: Paths,
	runs: readonly SeenRun[],
	asked: string,
): Found | undefined {
	if (!mayBeName(asked)) return undefined;
	const running = runs.filter(({ ticket }) => ticket.name.startsWith(asked));
	const lying = [...QUEUES, ...OVER].map(
		(place) => [place, uowNames(paths, place, asked)] as const,
	);
	const count = lying.reduce(
		(sum, [, names]) => sum + names.length,
		running.length,
	);
	if (count > 1)
		return {
			kind: "ambiguous",
			names: [
				...running.map(({ ticket }) => ticket.name),
				...lying.flatMap(([, names]) => names.slice(0, MOST_NAMED)),
			].slice(0, MOST_NAMED),
			more: Math.max(0, count - MOST_NAMED),
		};
	if (running[0] !== undefined) return { kind: "runs", run: running[0] };
	for (const [place, [name]] of lying)
		if (name !== undefined) return foundAt(place, name);
	return undefined;
}

function foundAt(place: Place, name: string, others: readonly Place[] = []) {
	const found = { place, name };
	if (!OVER.includes(place)) return { kind: "waits" as const, ...found };
	return {
		kind: "settled" as const,
		...found,
		...(others.length > 0 ? { others } : {}),
	};
}

export function mayBeName(text: string): boolean {
	// Each folder has a README, and nobody may take it for a UOW.
	return (
		text !== "" &&
		!isReadme(text) &&
		!/[/\0]/.test(text) &&
		Buffer.byteLength(text) <= 255
	);
}

/** The cheap places first; then every text has to be asked. */
function byId(
	paths: Paths,
	runs: readonly SeenRun[],
	id: number,
): Found | undefined {
	const known = runningOrReserved(paths, runs, id);
	if (known !== undefined) return known;
	const at =
		byHistory(paths, id, SEARCHED) ?? searched(paths, [...QUEUES, ...OVER], id);
	return at && foundAt(at.place, at.name);
}

function runningOrReserved(
	paths: Paths,
	runs: readonly SeenRun[],
	id: number,
): Found | undefined {
	const run = runs.find(({ ticket }) => ticket.id === id);
	if (run !== undefined) return { kind: "runs", run };
	return look(paths.own(`${id}.reserved`)) === undefined
		? undefined
		: { kind: "reserved", id };
}
