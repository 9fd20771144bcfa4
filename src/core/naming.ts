/**
 * Whom a request means. A UOW is called by its name; a number that is nobody's
 * name is an id.
 */
import { isoOf } from "../text/instant.ts";
import type { Place } from "../text/places.ts";
import { impossible } from "../text/problem.ts";
import { type Keyword, REQUESTS, type Request } from "../text/requests.ts";
import { visible } from "../text/visible.ts";
import type { Arrival, Snapshot } from "./snapshot.ts";

export type Asked =
	| { readonly kind: "name"; readonly name: string }
	| { readonly kind: "id"; readonly id: number };

interface Uow {
	readonly name: string;
	readonly id: number;
}

export function askedOf(
	{ whereabouts }: Pick<Snapshot, "whereabouts">,
	text: string,
): Asked {
	const isName =
		!/^[1-9]\d{0,14}$/.test(text) ||
		(whereabouts.get(text) ?? []).some((place) => place !== "trash");
	return isName
		? { kind: "name", name: text }
		: { kind: "id", id: Number(text) };
}

export function isAsked(asked: Asked, { name, id }: Uow): boolean {
	return asked.kind === "id" ? id === asked.id : isNamed(name, asked.name);
}

/** A name with line breaks or spaces at its ends is asked for as it is shown. */
export function isNamed(name: string, asked: string): boolean {
	return name === asked || visible(name).trim() === asked;
}

/** What answers call the UOW: `nightly-3`, or `nightly-3 (id 17)` where it was asked for by its id. */
export function calledBy(asked: Asked, name: string): string {
	return asked.kind === "id"
		? `${visible(name)} (id ${asked.id})`
		: visible(name);
}

interface Found {
	readonly name: string;
	/** None: there is no UOW of that name. */
	readonly places: readonly Place[];
}

/** Name and places of whom a request means; in words why there is nobody with that id. */
export function placesOf(asked: Asked, snapshot: Known): Found | string {
	if (asked.kind === "name")
		return {
			name: asked.name,
			places: snapshot.whereabouts.get(asked.name) ?? [],
		};
	const run = snapshot.runs.find((one) => isAsked(asked, one.ticket));
	if (run !== undefined)
		return {
			name: run.ticket.name,
			places: [run.uow?.place ?? "currently-executing"],
		};
	const queued =
		snapshot.waiting.find((one) => isAsked(asked, one)) ??
		snapshot.arrivals.find((one) => hasComeBack(one, asked.id));
	return queued === undefined
		? settledOf(asked.id, snapshot)
		: { name: queued.name, places: [queued.place] };
}

/** A UOW that was moved back to a queue just now has its id already. */
function hasComeBack(arrival: Arrival, id: number): boolean {
	return (
		arrival.kind === "text" && arrival.isOurs && arrival.head.stamp?.id === id
	);
}

function settledOf(id: number, snapshot: Known): Found | string {
	const reserved = snapshot.reservations.find((one) => one.id === id);
	if (reserved !== undefined)
		return `${id} is only reserved, until ${isoOf(reserved.until)}: there is no UOW with it yet`;
	const found = snapshot.lookedUp.get(id) ?? { kind: "nowhere" };
	switch (found.kind) {
		case "lies":
			return { name: found.at.name, places: [found.at.place] };
		case "nowhere":
			return `there is no UOW named ${id}, and none with that id`;
		case "not found":
			return `there is no UOW named ${id}; for one with that id too many files would have to be read: ask for it by its name`;
		default:
			return impossible(found);
	}
}

/** What a look must have found before ids can be looked up. */
export type Present = Pick<
	Snapshot,
	"whereabouts" | "waiting" | "arrivals" | "runs" | "reservations"
>;

/** What it must have found to say whom a request means. */
export type Known = Present & Pick<Snapshot, "lookedUp">;

/** The id that a request asks by and that must be looked up, since no UOW has it which waits or runs. */
export function idToLookUp(
	{ keyword, name }: Request,
	present: Present,
): number | undefined {
	if (keyword === undefined || !namesUow(keyword)) return undefined;
	const asked = askedOf(present, name);
	if (asked.kind === "name") return undefined;
	const has = (id: number) => id === asked.id;
	const isKnown =
		present.reservations.some((one) => has(one.id)) ||
		present.runs.some((run) => has(run.ticket.id)) ||
		present.waiting.some((waiting) => has(waiting.id)) ||
		present.arrivals.some((arrival) => hasComeBack(arrival, asked.id));
	return isKnown ? undefined : asked.id;
}

/** Whether the answer depends on every UOW that waits. */
export function asksForAll(
	{ keyword, name }: Request,
	snapshot: Pick<Snapshot, "whereabouts" | "runs">,
): boolean {
	if (keyword === "LIST" || keyword === "RESERVE UNIQUE") return true;
	if (keyword === undefined || name === "" || !namesUow(keyword)) return false;
	const asked = askedOf(snapshot, name);
	return !snapshot.runs.some((run) => isAsked(asked, run.ticket));
}

function namesUow(keyword: Keyword): boolean {
	const { takes } = REQUESTS[keyword];
	return takes === "a name" || takes === "a name or nothing";
}
