/** Reserved ids: hand them out, let a drop use one, and let them go. */
import type { Config } from "../text/config.ts";
import { idAskedFor, taskNameOf } from "../text/header.ts";
import { countText } from "../text/quantity.ts";
import type { Request } from "../text/requests.ts";
import { visible } from "../text/visible.ts";
import type { Action } from "./action.ts";
import type { Decision } from "./decide.ts";
import { termsUnder } from "./plan.ts";
import { occupying } from "./queue.ts";
import { type Reservation, taskNameProblem } from "./reservation.ts";
import { runStateOf } from "./run-state.ts";
import type { Arrival, Snapshot } from "./snapshot.ts";

type Text = Extract<Arrival, { kind: "text" }>;

/** Reserved at one time: each is a file that every look lists. */
export const MOST_RESERVED = 1000;

/** RESERVE and RESERVE UNIQUE. */
export function reserve(
	snapshot: Snapshot,
	config: Config,
	request: Request,
): Action {
	const { name } = request;
	const say = (text: string): Action => ({ kind: "answer", request, text });
	const wrong =
		taskNameProblem(name) ??
		(snapshot.reservations.length >= MOST_RESERVED
			? `${countText(MOST_RESERVED)} ids are reserved already; ask again when one was used or has expired`
			: undefined);
	if (wrong !== undefined) return say(`no id is given: ${wrong}`);
	const rival =
		request.keyword === "RESERVE UNIQUE"
			? rivalOf(name, snapshot, config)
			: undefined;
	if (rival !== undefined) return say(`not reserved: ${rival}`);
	return {
		kind: "reserve",
		request,
		taskName: name === "" ? undefined : name,
		// Whole seconds, as its record keeps it; never sooner than was promised.
		until: Math.ceil(snapshot.takenAt / 1000 + config.reserveSeconds) * 1000,
	};
}

/** Only the records of such a run are left. */
const OVER: readonly string[] = ["settled", "missing"];

/** Who has this task name already, and what it does. */
function rivalOf(
	taskName: string,
	snapshot: Snapshot,
	config: Config,
): string | undefined {
	const rival = (name: string, does: string) =>
		`${visible(name)} of the same task ${visible(taskName)} ${does}`;
	const run = occupying(snapshot.runs).find(
		(one) =>
			one.ticket.taskName === taskName &&
			!OVER.includes(runStateOf(one, snapshot).kind),
	);
	if (run !== undefined) return rival(run.ticket.name, "runs");
	const waiting =
		snapshot.waiting.find((one) => one.taskName === taskName) ??
		snapshot.arrivals.find(
			(one) =>
				one.kind === "text" &&
				(termsUnder(one.head, config).taskName ?? taskNameOf(one.name)) ===
					taskName,
		);
	if (waiting !== undefined) return rival(waiting.name, "waits");
	const reserved = snapshot.reservations.find(
		(one) => one.taskName === taskName,
	);
	return reserved && `id ${reserved.id} is reserved for it`;
}

/** The reservation that a drop uses; none where it asks for no id; or why it may not have it. */
export function reservationFor(
	arrival: Text,
	snapshot: Snapshot,
): Reservation | string | undefined {
	const id = idAskedFor(arrival.head.items);
	if (id === undefined) return undefined;
	const instead = "leave the line out, or get an id with RESERVE";
	const user = userOf(id, snapshot);
	if (user !== undefined) return `ID ${id} is used already${user}: ${instead}`;
	const reservation = snapshot.reservations.find((one) => one.id === id);
	if (reservation === undefined) return `ID ${id} is not reserved: ${instead}`;
	const { usedBy } = reservation;
	if (usedBy !== undefined && !isSameFile(usedBy, arrival.version))
		return `ID ${id} is used already: ${instead}`;
	return isPast(reservation, snapshot) && arrival.modifiedAt > reservation.until
		? `ID ${id} was reserved and has expired: ${instead}`
		: reservation;
}

/** ` by NAME` or, where its UOW has settled, nothing; undefined: no UOW has this id. */
function userOf(id: number, snapshot: Snapshot): string | undefined {
	const name =
		snapshot.runs.find(({ ticket }) => ticket.id === id)?.ticket.name ??
		snapshot.waiting.find((waiting) => waiting.id === id)?.name;
	if (name !== undefined) return ` by ${visible(name)}`;
	return snapshot.attemptsOf(id) > 0 ? "" : undefined;
}

/** A text that waits with a reserved id was stamped with it: others that bring it are not believed. */
function isUsed({ id, usedBy }: Reservation, snapshot: Snapshot): boolean {
	return usedBy === undefined
		? snapshot.attemptsOf(id) > 0
		: userOf(id, snapshot) !== undefined;
}

/** Of two versions; device numbers change with a boot. */
function isSameFile(one: string, other: string): boolean {
	const withoutDevice = (version: string) =>
		version.slice(version.indexOf(":"));
	return withoutDevice(one) === withoutDevice(other);
}

function isPast({ until }: Reservation, { takenAt }: Snapshot): boolean {
	return until <= takenAt;
}

/** Reservations that a UOW uses, or nobody used in time. */
export function lapse(snapshot: Snapshot): Decision {
	const asked = new Set(
		snapshot.arrivals.flatMap((arrival) =>
			arrival.kind === "text" ? (idAskedFor(arrival.head.items) ?? []) : [],
		),
	);
	// A drop that came in time may be among those that were not shown, or not read yet.
	const allShown =
		snapshot.arrivals.length >= snapshot.arriving &&
		snapshot.foreseen === undefined &&
		snapshot.unread === 0;
	let due = Number.POSITIVE_INFINITY;
	const actions = snapshot.reservations.flatMap((reservation): Action[] => {
		if (isUsed(reservation, snapshot))
			return [{ kind: "unreserve", reservation, expired: false }];
		if (!isPast(reservation, snapshot)) {
			due = Math.min(due, (reservation.until - snapshot.takenAt) / 1000);
			return [];
		}
		return allShown && !asked.has(reservation.id)
			? [{ kind: "unreserve", reservation, expired: true }]
			: [];
	});
	return { actions, lookAgainIn: due };
}
