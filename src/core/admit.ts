/** Files that arrived in a queue: stamp them, readmit them, wait for them, or discard them. */
import type { Action, Stamping } from "./action.ts";
import type { Config } from "./config.ts";
import type { Decision } from "./decide.ts";
import { type Judgement, judge } from "./judge.ts";
import type { Arrival, Snapshot } from "./snapshot.ts";
import { isSettled } from "./status-line.ts";
import { isPrepared } from "./uow-text.ts";
import { visible } from "./visible.ts";

type Text = Extract<Arrival, { kind: "text" }>;

/** Stamps of one turn: each is an fsync, and messages wait meanwhile. */
const MOST_STAMPS = 100;

export function admit(snapshot: Snapshot, config: Config): Decision {
	// A UOW with a run record is that run's matter, wherever it lies.
	const running = new Set(snapshot.runs.map((run) => run.ticket.inode));
	const arrivals = snapshot.arrivals.filter(({ inode }) => !running.has(inode));
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
	const waits = judged.flatMap(({ judgement }) =>
		judgement.kind === "wait" ? [judgement.seconds] : [],
	);
	return {
		actions: [...discards, ...others, ...stampingOf(fresh, snapshot)],
		lookAgainIn: Math.max(0.01, Math.min(...waits, Number.POSITIVE_INFINITY)),
	};
}

function discardOf(arrival: Arrival, judgement: Judgement): Action[] {
	return judgement.kind === "discard"
		? [
				{
					kind: "discard",
					place: arrival.place,
					name: arrival.name,
					reasons: judgement.reasons,
				},
			]
		: [];
}

/** What happens to an accepted text that is no new UOW; none: stamp it. */
function replacementOf(arrival: Text, snapshot: Snapshot): Action[] {
	const { head } = arrival;
	if (!isPrepared(head) || !arrival.isOurs || arrival.isCopy) return [];
	if (isSettled(head.status.state)) {
		const attempt = snapshot.attemptsOf(head.stamp.id) + 1;
		return [{ kind: "readmit", arrival, attempt }];
	}
	// RUNNING in a queue, and not the file that runs: made while it ran.
	const reason = `its STATUS says ${visible(head.status.state)}, but it is not the file that runs; to run it as a new UOW, remove its first line and drop it`;
	return [
		{
			kind: "discard",
			place: arrival.place,
			name: arrival.name,
			reasons: [reason],
		},
	];
}

/** Ordinals for what is stamped in one pass, ordered by file time, then name. */
function stampingOf(arrivals: readonly Text[], snapshot: Snapshot): Action[] {
	const seconds = Math.floor(snapshot.takenAt / 1000);
	const last = snapshot.lastStamp;
	let ordinal =
		seconds === last.seconds ? last.ordinal + 1 : arrivals.length > 1 ? 1 : 0;
	const sorted = [...arrivals].sort(
		(a, b) => a.modifiedAt - b.modifiedAt || (a.name < b.name ? -1 : 1),
	);
	const stampings = sorted.slice(0, MOST_STAMPS).map((arrival): Stamping => {
		const given = arrival.isCopy ? undefined : arrival.head.stamp;
		if (given !== undefined)
			return { arrival, seconds: given.seconds, ordinal: given.ordinal };
		return { arrival, seconds, ordinal: ordinal++ };
	});
	return stampings.length > 0 ? [{ kind: "stamp", stampings }] : [];
}
