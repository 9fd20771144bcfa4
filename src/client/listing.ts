/** Every UOW that runs or waits, as one row of facts each: what `catq list` shows, and gives as JSON. */
import { termsUnder } from "../core/plan.ts";
import type { Paths } from "../disk/paths.ts";
import { feedbackPath, valuesOf } from "../spool/feedback-file.ts";
import type { Config } from "../text/config.ts";
import { progressOf } from "../text/feedback.ts";
import { type Terms, taskNameOf } from "../text/header.ts";
import { isoOf } from "../text/instant.ts";
import type { Place } from "../text/places.ts";
import { timeLeft } from "../text/progress.ts";
import { isStamped } from "../text/uow-text.ts";
import { type SeenRun, seenRuns } from "./runs.ts";
import { type SeenWaiting, seenWaiting } from "./waiting.ts";

/** The names and their order are promised: docs/cli.md. null: not so, or not known. */
export interface Row {
	readonly id: number | null;
	readonly name: string;
	readonly taskName: string | null;
	readonly info1: string;
	readonly info2: string;
	readonly info3: string;
	readonly place: Place;
	readonly state: RowState;
	/** The STATUS line of its file. */
	readonly status: string | null;
	readonly attempt: number | null;
	readonly slot: number | null;
	readonly pid: number | null;
	readonly enqueuedAt: string | null;
	readonly startedAt: string | null;
	readonly seconds: number | null;
	readonly timeoutSeconds: number | null;
	readonly feedback: boolean;
	readonly beatSeconds: number | null;
	readonly limitSeconds: number | null;
	readonly progress: number | null;
	readonly leftSeconds: number | null;
}

export type RowState =
	| "STARTING"
	| "RUNNING"
	| "SILENT"
	| "STALLED"
	/** It is being ended. */
	| "STOPPING"
	/** Over, or gone without a word; the Monitor has not settled it yet. */
	| "ENDED"
	| "LOST"
	| "WAITING"
	| "HELD"
	/** Not accepted yet. */
	| "ARRIVING";

export interface Listing {
	readonly takenAt: string;
	/** Running first, then waiting in their order. */
	readonly uows: readonly Row[];
	/** How many more wait. */
	readonly more: number;
}

/** UOWs that wait and are named. */
const MOST_WAITING = 50;

export function listingOf(paths: Paths, config: Config, now: number): Listing {
	const { first, more } = seenWaiting(paths, MOST_WAITING);
	return {
		takenAt: isoOf(now),
		uows: [
			...runningRows(paths, seenRuns(paths, now)),
			...first.map((waiting) => waitingRow(waiting, config)),
		],
		more,
	};
}

/** By their slots. */
export function runningRows(paths: Paths, runs: readonly SeenRun[]): Row[] {
	return [...runs]
		.sort((a, b) => a.ticket.slot - b.ticket.slot)
		.map((run) => runRow(paths, run));
}

function runRow(paths: Paths, run: SeenRun): Row {
	const { ticket, seconds = null } = run;
	const { feedback } = ticket;
	const progress = feedback === undefined ? undefined : progressIn(paths, run);
	const [info1 = "", info2 = "", info3 = ""] = ticket.info;
	return {
		id: ticket.id,
		name: ticket.name,
		taskName: ticket.taskName,
		info1,
		info2,
		info3,
		place: "currently-executing",
		state: stateOf(run),
		status: run.uow?.status?.text ?? null,
		attempt: ticket.attempt,
		slot: ticket.slot,
		pid: run.pid ?? null,
		enqueuedAt: isoOf(ticket.enqueuedAt),
		startedAt: isoOf(ticket.launchedAt),
		seconds: rounded(seconds),
		timeoutSeconds: ticket.timeout ?? null,
		feedback: feedback !== undefined,
		beatSeconds: rounded(run.pulse?.age ?? null),
		limitSeconds: feedback?.seconds ?? null,
		progress: progress ?? null,
		leftSeconds: rounded(leftOf(seconds, progress)),
	};
}

function leftOf(seconds: number | null, progress: number | undefined) {
	return seconds === null || progress === undefined
		? null
		: (timeLeft(seconds, progress) ?? null);
}

function progressIn(paths: Paths, { ticket }: SeenRun): number | undefined {
	return progressOf(valuesOf(feedbackPath(paths, ticket)) ?? new Map());
}

const rounded = (seconds: number | null) =>
	seconds === null ? null : Number(seconds.toFixed(1));

function stateOf({ phase, pulse }: SeenRun): RowState {
	switch (phase) {
		case "starting":
			return "STARTING";
		case "stopping":
			return "STOPPING";
		case "ended":
			return "ENDED";
		case "lost":
			return "LOST";
		case "running":
			return pulse?.word ?? "RUNNING";
	}
}

export function waitingRow(
	{ place, name, uow }: SeenWaiting,
	config: Config,
): Row {
	const head = uow?.head;
	const terms = head && termsUnder(head, config);
	const isAccepted = head !== undefined && isStamped(head);
	const status = isAccepted ? head.status : undefined;
	return {
		id: head?.stamp?.id ?? null,
		name,
		taskName: terms?.taskName ?? taskNameOf(name),
		...infoOf(terms),
		place,
		// One that was just moved back still says how it ended.
		state:
			status?.state === "HELD" || status?.state === "WAITING"
				? status.state
				: "ARRIVING",
		status: status?.text ?? null,
		attempt: status?.attempt ?? null,
		slot: null,
		pid: null,
		enqueuedAt: isAccepted ? isoOf(head.stamp.seconds * 1000) : null,
		startedAt: null,
		seconds: null,
		timeoutSeconds: terms?.timeout ?? null,
		feedback: terms?.feedback !== undefined,
		beatSeconds: null,
		limitSeconds: terms?.feedback ?? null,
		progress: null,
		leftSeconds: null,
	};
}

function infoOf(terms: Terms | undefined) {
	const { info1 = "", info2 = "", info3 = "" } = terms ?? {};
	return { info1, info2, info3 };
}
