/** The promise about reserved ids: each is nobody's yet. Pure. */

import type { Reservation } from "../core/reservation.ts";
import { type Instant, isoOf } from "../text/instant.ts";
import { countOf } from "../text/quantity.ts";
import { type Finding, type Line, note, wrong } from "./report.ts";

/** One `ID.reserved` of run/. */
export interface ReservedFacts {
	readonly id: number;
	/** Undefined: its text is none. */
	readonly reservation: Reservation | undefined;
}

export interface IdUse {
	/** Undefined: run/next-id cannot be read. */
	readonly nextId: number | undefined;
	/** Whether a UOW has this id, or had it when it was launched. */
	readonly isUsed: (id: number) => boolean;
	readonly now: Instant;
}

export function reservationsLine(
	found: readonly ReservedFacts[],
	use: IdUse,
): Line {
	return {
		promise: "no UOW has an id that is reserved",
		checked: `${countOf(found.length, "reservation")} in run/`,
		findings: found.flatMap((one) => findingOf(one, use)),
	};
}

function findingOf({ id, reservation }: ReservedFacts, use: IdUse): Finding[] {
	const file = `run/${id}.reserved`;
	if (reservation === undefined)
		return [
			wrong(
				file,
				"it says no time until which the id is reserved",
				"the Monitor takes it for nothing: remove it",
			),
		];
	if (use.nextId !== undefined && id >= use.nextId)
		return [
			wrong(
				file,
				`id ${id} was not given yet: run/next-id says ${use.nextId}`,
				"the Monitor takes it for nothing: remove it",
			),
		];
	if (use.isUsed(id))
		return [
			reservation.usedBy === undefined
				? wrong(file, `a UOW has id ${id} already`, "remove it")
				: note(
						file,
						`a UOW has taken id ${id}`,
						"the Monitor removes the reservation at its next look",
					),
		];
	if (reservation.until <= use.now)
		return [
			note(
				file,
				`it expired ${isoOf(reservation.until)}`,
				"the Monitor removes it at its next look",
			),
		];
	return [];
}
