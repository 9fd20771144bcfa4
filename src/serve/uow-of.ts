/** Whom an address means, by its name or its id; or why nobody. */
import { byName, type Found, findId } from "../client/find.ts";
import type { SeenRun } from "../client/runs.ts";
import { stampAt, uowAt } from "../client/uows.ts";
import type { OpenUow } from "../disk/uow-file.ts";
import { OUTCOMES } from "../text/history.ts";
import { type Place, QUEUES } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import { Refusal, type Schema } from "./route.ts";
import type { Site } from "./site.ts";

/** Of every path that names one. */
export const UOW_PARAMS: Schema = {
	type: "object",
	required: ["uow"],
	properties: {
		uow: {
			type: "string",
			minLength: 1,
			description: "Its name, or its id",
		},
	},
};

export interface Placed {
	readonly place: Place;
	readonly name: string;
	/** Undefined: it does not run. */
	readonly run: SeenRun | undefined;
}

export interface Meant extends Placed {
	readonly uow: OpenUow;
}

export function uowOf(site: Site, asked: string): Meant {
	const at = placed(site, asked);
	const uow = uowAt(site.paths, at.place, at.name);
	if (uow === undefined)
		throw new Refusal(
			503,
			`${visible(at.name)} cannot be read, or has just moved on`,
		);
	return { ...at, uow };
}

/** Where it lies; its file may be none that can be read. Names come before ids. */
export function placed(site: Site, asked: string): Placed {
	const { paths, looks } = site;
	const found = byName(paths, looks.runs(), asked) ?? foundById(site, asked);
	if (found === undefined)
		throw new Refusal(404, `there is no UOW ${visible(asked)}`);
	return placeOf(found);
}

export function placedById(site: Site, id: number): Placed {
	const found = foundById(site, String(id));
	if (found === undefined)
		throw new Refusal(
			404,
			`there is no UOW with the id ${id}, or it settled long ago: ask for it by its name`,
		);
	return placeOf(found);
}

function placeOf(found: Found): Placed {
	switch (found.kind) {
		case "runs": {
			const { run } = found;
			const { place, name } = run.uow ?? {
				place: "currently-executing",
				name: run.ticket.name,
			};
			return { place, name, run };
		}
		case "waits":
		case "settled":
		case "discarded":
			return { place: found.place, name: found.name, run: undefined };
		case "reserved":
			throw new Refusal(404, `${found.id} is only reserved`);
		case "ambiguous":
		case "unknown":
			throw new Refusal(404, "there is no such UOW");
	}
}

/** What the lists have costs no look at the history. */
function foundById(site: Site, asked: string): Found | undefined {
	const { paths, looks } = site;
	const run = looks.runs().find(({ ticket }) => String(ticket.id) === asked);
	if (run !== undefined) return { kind: "runs", run };
	const waiting = looks
		.listing()
		.uows.find(({ id, slot }) => slot === null && String(id) === asked);
	const place = QUEUES.find((one) => one === waiting?.place);
	if (waiting && place && isAt(site, place, waiting.name, asked))
		return { kind: "waits", place, name: waiting.name };
	const entry = OUTCOMES.flatMap((one) => looks.settled().present(one)).find(
		({ id }) => String(id) === asked,
	);
	if (entry && isAt(site, `${entry.outcome}-q`, entry.name, asked))
		return { kind: "settled", place: `${entry.outcome}-q`, name: entry.name };
	return findId(paths, looks.runs(), asked);
}

function isAt({ paths }: Site, place: Place, name: string, id: string) {
	return String(stampAt(paths, place, name)?.id) === id;
}
