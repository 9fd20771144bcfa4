/** FEEDBACK: what a job reports now, or reported last. */
import { type Place, QUEUES, SETTLED } from "../text/places.ts";
import type { Request } from "../text/requests.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { askedOf, calledBy, isAsked, type Known, placesOf } from "./naming.ts";
import type { Effect } from "./obey-names.ts";
import type { Snapshot } from "./snapshot.ts";

/** Whose report is asked for. */
export type Reporter =
	| { readonly kind: "run"; readonly run: Snapshot["runs"][number] }
	| { readonly kind: "settled"; readonly place: Place; readonly name: string };

const OVER: readonly Place[] = [...SETTLED, "archive"];

/** Under what a look keeps it. */
export function reportKey(reporter: Reporter): string {
	return reporter.kind === "run"
		? reporter.run.key
		: `${reporter.place}/${reporter.name}`;
}

/** In words where there is nobody who could have reported. */
export function reporterOf(name: string, known: Known): Reporter | string {
	const asked = askedOf(known, name);
	const run = known.runs.find((one) => isAsked(asked, one.ticket));
	if (run !== undefined) return { kind: "run", run };
	const found = placesOf(asked, known);
	if (typeof found === "string") return found;
	const shown = calledBy(asked, found.name);
	const queue = QUEUES.find((one) => found.places.includes(one));
	if (queue !== undefined) return `${shown} does not run, it waits in ${queue}`;
	const [place, ...others] = found.places.filter((one) => OVER.includes(one));
	if (others.length > 0)
		return `several UOWs are named ${shown}, in ${[place, ...others].join(", ")}; ask by its id`;
	if (place !== undefined) return { kind: "settled", place, name: found.name };
	return found.places.length === 0
		? `there is no UOW named ${shown}`
		: `${shown} does not run, it lies in ${found.places.join(", ")}`;
}

export function feedback(snapshot: Snapshot, { name }: Request): Effect {
	const reporter = reporterOf(name, snapshot);
	if (typeof reporter === "string") return { answer: reporter };
	const values = snapshot.reports.get(reportKey(reporter));
	if (values === undefined)
		return {
			answer: `${visible(name)} promised no feedback: its header has no FEEDBACK`,
		};
	return { answer: visibleJson(Object.fromEntries(values)) };
}
