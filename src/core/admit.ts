/** Files that arrived in a queue: stamp them, readmit them, wait for them, or discard them. */

import type { Config } from "../text/config.ts";
import {
	isPending,
	isSettled,
	pendingText,
	type Status,
} from "../text/status-line.ts";
import { isPadded, isStamped } from "../text/uow-text.ts";
import { visible } from "../text/visible.ts";
import type { Action, Stamping } from "./action.ts";
import type { Decision } from "./decide.ts";
import { type Judgement, judge } from "./judge.ts";
import { AS_NEW, fileKey, runningFiles } from "./queue.ts";
import type { Reservation } from "./reservation.ts";
import { reservationFor } from "./reserve.ts";
import type { Arrival, Snapshot } from "./snapshot.ts";

type Text = Extract<Arrival, { kind: "text" }>;

const NEW = pendingText({ state: "WAITING", attempt: 1 });
const NEW_HELD = pendingText({ state: "HELD", attempt: 1 });
/** Stamps of one turn: each is an fsync, and messages wait meanwhile. */
const MOST_STAMPS = 20;

/** Seconds until the next of many arrivals are looked at. */
const NEXT_SHOW = 0.05;

export function admit(snapshot: Snapshot, config: Config): Decision {
	// A UOW with a run record is that run's matter, wherever it lies.
	const running = runningFiles(snapshot);
	const arrivals = snapshot.arrivals.filter(
		(arrival) =>
			arrival.kind !== "text" ||
			!running.has(fileKey(arrival.head.stamp?.id, arrival.inode)),
	);
	const judged = arrivals.map((arrival) => ({
		arrival,
		judgement: judge(arrival, config),
	}));
	const accepted = judged.flatMap(({ judgement }) =>
		judgement.kind === "accept" ? [judgement.arrival] : [],
	);
	const discards = judged.flatMap(({ arrival, judgement }) =>
		discardOf(arrival, judgement),
	);
	const others = accepted.flatMap((arrival) =>
		replacementOf(arrival, snapshot),
	);
	const fresh = accepted.filter(
		(arrival) => replacementOf(arrival, snapshot).length === 0,
	);
	const { stampings, unwelcome } = stampingsOf(fresh, snapshot);
	const waits = judged.flatMap(({ judgement }) =>
		judgement.kind === "wait" ? [judgement.seconds] : [],
	);
	// Not all were shown: the next look shows others.
	if (snapshot.arrivals.length < snapshot.arriving) waits.push(NEXT_SHOW);
	return {
		actions: [
			...discards,
			...others,
			...unwelcome,
			...(stampings.length > 0 ? [{ kind: "stamp", stampings } as const] : []),
		],
		lookAgainIn: Math.max(0.01, Math.min(...waits, Number.POSITIVE_INFINITY)),
	};
}

function discardOf(arrival: Arrival, judgement: Judgement): Action[] {
	return judgement.kind === "discard"
		? [discard(arrival, judgement.reasons)]
		: [];
}

/** What happens to an accepted text that this root has seen before; none: it is stamped as a new UOW. */
function replacementOf(arrival: Text, snapshot: Snapshot): Action[] {
	const { head } = arrival;
	if (!isStamped(head) || !arrival.isOurs || arrival.isCopy) return [];
	const { stamp, status } = head;
	const attempts = snapshot.attemptsOf(stamp.id);
	if (isSettled(status.state)) {
		if (isPadded(head))
			return [{ kind: "readmit", arrival, attempt: attempts + 1 }];
		const text = pendingText({ state: "WAITING", attempt: attempts + 1 });
		return [
			{ kind: "stamp", stampings: [{ arrival, ...stamp, status: text }] },
		];
	}
	const reason = duplicateReason(status, stamp.id, snapshot);
	if (reason === undefined)
		return [
			{
				kind: "stamp",
				stampings: [{ arrival, ...stamp, status: status.text }],
			},
		];
	return [discard(arrival, [reason])];
}

/** Why a text that waits, or says that it runs, must not: it has been run, or runs, from another file. */
function duplicateReason(
	status: Status,
	id: number,
	snapshot: Snapshot,
): string | undefined {
	const run = snapshot.runs.find((one) => one.ticket.id === id);
	if (run !== undefined)
		return `its id ${id} belongs to ${visible(run.ticket.name)}, which runs; ${AS_NEW}`;
	if (!isPending(status.state))
		return `its STATUS says ${status.state}, but it is not the file that runs; ${AS_NEW}`;
	if (snapshot.attemptsOf(id) >= status.attempt)
		return `its id ${id} has already been run (a late save by an editor?); ${AS_NEW}`;
	return undefined;
}

interface Fresh {
	readonly arrival: Text;
	readonly reservation: Reservation | undefined;
}

/** New UOWs: those that may not have the id they ask for are discarded, the others are stamped. */
function stampingsOf(
	arrivals: readonly Text[],
	snapshot: Snapshot,
): {
	readonly stampings: readonly Stamping[];
	readonly unwelcome: readonly Action[];
} {
	const sorted = [...arrivals].sort(
		(a, b) => a.modifiedAt - b.modifiedAt || (a.name < b.name ? -1 : 1),
	);
	const welcome: Fresh[] = [];
	const unwelcome: Action[] = [];
	for (const arrival of sorted) {
		const reservation = reservationFor(arrival, snapshot);
		if (typeof reservation === "string")
			unwelcome.push(discard(arrival, [reservation]));
		// Of two that ask for one id the first gets it; the next look tells the other.
		else if (
			reservation === undefined ||
			welcome.every((other) => other.reservation !== reservation)
		)
			welcome.push({ arrival, reservation });
	}
	return { stampings: stampingOf(welcome, snapshot), unwelcome };
}

/** Ordinals for what is stamped in one pass, ordered by file time, then name. */
function stampingOf(sorted: readonly Fresh[], snapshot: Snapshot): Stamping[] {
	const seconds = Math.floor(snapshot.takenAt / 1000);
	const last = snapshot.lastStamp;
	let ordinal =
		seconds === last.seconds ? last.ordinal + 1 : sorted.length > 1 ? 1 : 0;
	return sorted.slice(0, MOST_STAMPS).map(({ arrival, reservation }) => {
		const fresh = {
			arrival,
			id: undefined,
			// So that one can be dropped which does not start before somebody releases it.
			status: arrival.head.status?.state === "HELD" ? NEW_HELD : NEW,
			...(reservation === undefined ? {} : { reservation }),
		};
		const given = arrival.isCopy ? undefined : arrival.head.stamp;
		if (given !== undefined)
			return { ...fresh, seconds: given.seconds, ordinal: given.ordinal };
		return { ...fresh, seconds, ordinal: ordinal++ };
	});
}

function discard(arrival: Arrival, reasons: readonly string[]): Action {
	const { place, name, version } = arrival;
	return { kind: "discard", place, name, version, reasons };
}
