/** Requests that name a UOW which does not run: hold it, release it, run it again. */
import { SETTLED } from "../text/places.ts";
import { pendingText } from "../text/status-line.ts";
import { visible } from "../text/visible.ts";
import type { Action } from "./action.ts";
import type { Snapshot, Waiting } from "./snapshot.ts";

/** What a request leads to besides being taken and answered. */
export interface Effect {
	readonly answer: string;
	readonly actions?: readonly Action[];
}

/** A name with line breaks or spaces at its ends is asked for as it is shown. */
export function isNamed(name: string, asked: string): boolean {
	return name === asked || visible(name).trim() === asked;
}

export function named(snapshot: Snapshot, name: string): readonly Waiting[] {
	return snapshot.waiting.filter((waiting) => isNamed(waiting.name, name));
}

function notWaiting(snapshot: Snapshot, name: string): string {
	const places = snapshot.whereabouts.get(name) ?? [];
	const shown = visible(name);
	if (places.includes("wait-q") || places.includes("priority-q"))
		return `${shown} is not accepted yet: ask again when it is`;
	return places.length === 0
		? `there is no UOW named ${shown}`
		: `${shown} does not wait, it lies in ${places.join(", ")}`;
}

export function hold(snapshot: Snapshot, name: string): Effect {
	const found = named(snapshot, name);
	if (found.length === 0) return { answer: notWaiting(snapshot, name) };
	if (found.every((waiting) => waiting.status.state === "HELD"))
		return { answer: `${visible(name)} is held already` };
	return {
		answer: `${visible(name)} is held until RELEASE ${visible(name)}`,
		actions: found.map((waiting) => ({
			kind: "hold",
			waiting,
			status: pendingOf(waiting, "HELD"),
		})),
	};
}

export function release(snapshot: Snapshot, name: string): Effect {
	const found = named(snapshot, name);
	if (found.length === 0) return { answer: notWaiting(snapshot, name) };
	if (found.every((waiting) => waiting.status.state === "WAITING"))
		return { answer: `${visible(name)} is not held` };
	return {
		answer: `${visible(name)} waits for its turn`,
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
	const places = snapshot.whereabouts.get(name) ?? [];
	const from = SETTLED.filter((place) => places.includes(place));
	if (from.length === 0)
		return {
			answer:
				places.length === 0
					? `there is no UOW named ${visible(name)}`
					: `${visible(name)} has not ended, it lies in ${places.join(", ")}`,
		};
	if (from.length > 1)
		return {
			answer: `several UOWs have this name, in ${from.join(", ")}; move the one you mean to wait-q`,
		};
	return {
		answer: `${visible(name)} moves from ${from[0]} to wait-q for its next attempt`,
		actions: from.map((place) => ({ kind: "retry", name, from: place })),
	};
}
