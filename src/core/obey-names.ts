/** Requests that name a UOW which does not run: hold it, release it, run it again. */
import { type Place, SETTLED } from "../text/places.ts";
import { pendingText } from "../text/status-line.ts";
import { visible } from "../text/visible.ts";
import type { Action } from "./action.ts";
import { type Asked, askedOf, calledBy, isAsked, placesOf } from "./naming.ts";
import type { Snapshot, Waiting } from "./snapshot.ts";

/** What a request leads to besides being taken and answered. */
export interface Effect {
	readonly answer: string;
	readonly actions?: readonly Action[];
}

function notWaiting(snapshot: Snapshot, asked: Asked): string {
	const found = placesOf(asked, snapshot);
	if (typeof found === "string") return found;
	const { places } = found;
	const shown = calledBy(asked, found.name);
	if (places.includes("wait-q") || places.includes("priority-q"))
		return `${shown} is not accepted yet: ask again when it is`;
	return places.length === 0
		? `there is no UOW named ${shown}`
		: `${shown} does not wait, it lies in ${places.join(", ")}`;
}

export function hold(snapshot: Snapshot, name: string): Effect {
	const asked = askedOf(snapshot, name);
	const found = snapshot.waiting.filter((waiting) => isAsked(asked, waiting));
	const [first] = found;
	if (first === undefined) return { answer: notWaiting(snapshot, asked) };
	const shown = calledBy(asked, first.name);
	if (found.every((waiting) => waiting.status.state === "HELD"))
		return { answer: `${shown} is held already` };
	return {
		answer: `${shown} is held until RELEASE ${visible(name)}`,
		actions: found.map((waiting) => ({
			kind: "hold",
			waiting,
			status: pendingOf(waiting, "HELD"),
		})),
	};
}

export function release(snapshot: Snapshot, name: string): Effect {
	const asked = askedOf(snapshot, name);
	const found = snapshot.waiting.filter((waiting) => isAsked(asked, waiting));
	const [first] = found;
	if (first === undefined) return { answer: notWaiting(snapshot, asked) };
	const shown = calledBy(asked, first.name);
	if (found.every((waiting) => waiting.status.state === "WAITING"))
		return { answer: `${shown} is not held` };
	return {
		answer: `${shown} waits for its turn`,
		actions: found.map((waiting) => ({
			kind: "hold",
			waiting,
			status: pendingOf(waiting, "WAITING"),
		})),
	};
}

function pendingOf(waiting: Waiting, state: "HELD" | "WAITING"): string {
	const { attempt, until } = waiting.status;
	const why = state === "HELD" ? { why: "by request" } : {};
	return pendingText({
		state,
		attempt,
		...(until === undefined ? {} : { until }),
		...why,
	});
}

export function retry(snapshot: Snapshot, name: string): Effect {
	const asked = askedOf(snapshot, name);
	const found = placesOf(asked, snapshot);
	if (typeof found === "string") return { answer: found };
	const { places } = found;
	const shown = calledBy(asked, found.name);
	const from = SETTLED.filter((place) => places.includes(place));
	const [place] = from;
	if (place === undefined) return { answer: notSettled(shown, places) };
	if (from.length > 1)
		return {
			answer: `several UOWs have this name, in ${from.join(", ")}; move the one you mean to wait-q`,
		};
	return {
		answer: `${shown} moves from ${place} to wait-q for its next attempt`,
		actions: [{ kind: "retry", name: found.name, from: place }],
	};
}

function notSettled(shown: string, places: readonly Place[]): string {
	if (places.length === 0) return `there is no UOW named ${shown}`;
	return places.includes("archive")
		? `${shown} lies in archive; move it to wait-q to run it again`
		: `${shown} has not ended, it lies in ${places.join(", ")}`;
}
