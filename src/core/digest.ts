/**
 * What people are shown of the queue: drawn from the same snapshot and by the
 * same rules that decide, so that the two cannot disagree.
 */
import type { Config } from "../text/config.ts";
import { progressOf } from "../text/feedback.ts";
import { isoOf } from "../text/instant.ts";
import { PLACES } from "../text/places.ts";
import { progressText } from "../text/progress.ts";
import { limitText, wholeText } from "../text/quantity.ts";
import { visible } from "../text/visible.ts";
import {
	type ReservedLines,
	reservedLines,
	reservedText,
} from "./digest-reserved.ts";
import { judge } from "./judge.ts";
import { vacantSlots } from "./queue.ts";
import { runStateOf } from "./run-state.ts";
import { slowText } from "./slow.ts";
import type { Snapshot, Waiting } from "./snapshot.ts";

export interface Digest {
	readonly takenAt: string;
	readonly mode: string;
	readonly slots: number;
	readonly vacant: number;
	readonly readiness: string;
	readonly running: readonly RunningLine[];
	/** The first of those that wait, in their order. */
	readonly waiting: readonly WaitingLine[];
	readonly reserved: ReservedLines;
	readonly counts: Readonly<Record<string, number>>;
	/** Files in the queues that are not accepted yet. */
	readonly arriving: number;
	/** The first of them, and why they are not accepted. */
	readonly notYet: readonly { readonly name: string; readonly why: string }[];
	/** Somebody's unfinished files that lie in a queue for over an hour. */
	readonly unfinished: number;
}

interface RunningLine {
	readonly name: string;
	readonly id: number;
	readonly slot: number;
	readonly attempt: number;
	readonly state: string;
	readonly startedAt: string;
	readonly seconds: number;
	readonly timeoutSeconds: number | null;
	/** running, silent or stalled; null: it promised no signs of life, or does not run. */
	readonly pulse: string | null;
	/** Since the last sign of life. */
	readonly beatSeconds: number | null;
	readonly limitSeconds: number | null;
	/** `slow: 3.1× its usual 40 s`; null: it is not, or nobody knows. */
	readonly slow: string | null;
	/** From 0 to 100; missing where it was not looked at, or it does not say. */
	readonly progress?: number;
}

interface WaitingLine {
	readonly name: string;
	readonly id: number;
	readonly place: string;
	readonly enqueuedAt: string;
	readonly status: string;
}

/** UOWs a digest names; the counts have them all. */
const MOST_WAITING = 50;
const MOST_ARRIVING = 5;

export function digestOf(
	snapshot: Snapshot,
	config: Config,
	most = MOST_WAITING,
): Digest {
	return {
		takenAt: isoOf(snapshot.takenAt),
		mode: snapshot.mode,
		slots: config.slots,
		vacant: vacantSlots(snapshot, config).length,
		readiness:
			snapshot.readiness.kind === "not ready"
				? `not ready: ${snapshot.readiness.why}`
				: snapshot.readiness.kind,
		running: snapshot.runs.flatMap((run) => runningLine(run, snapshot)),
		waiting: snapshot.waiting.slice(0, most).map(waitingLine),
		reserved: reservedLines(snapshot, most),
		counts: countsOf(snapshot),
		arriving: snapshot.arriving,
		notYet: notYetOf(snapshot, config),
		unfinished: snapshot.unfinished,
	};
}

function notYetOf(snapshot: Snapshot, config: Config): Digest["notYet"] {
	return snapshot.arrivals.slice(0, MOST_ARRIVING).flatMap((arrival) => {
		const judgement = judge(arrival, config);
		return judgement.kind === "wait"
			? [{ name: `${arrival.place}/${arrival.name}`, why: judgement.why }]
			: [];
	});
}

function runningLine(
	run: Snapshot["runs"][number],
	snapshot: Snapshot,
): RunningLine[] {
	const found = runStateOf(run, snapshot);
	const state = found.kind;
	if (
		state === "settled" ||
		state === "missing" ||
		run.ticket.refused !== undefined
	)
		return [];
	const pulse = found.kind === "running" ? found.pulse : undefined;
	const progress = progressOf(snapshot.reports.get(run.key) ?? new Map());
	const taken = run.fence?.kind === "taken" ? run.fence.uptime : undefined;
	const since = taken ?? snapshot.uptime;
	return [
		{
			name: run.ticket.name,
			id: run.ticket.id,
			slot: run.ticket.slot,
			attempt: run.ticket.attempt,
			state,
			startedAt: isoOf(run.ticket.launchedAt),
			seconds: Math.max(0, Math.round(snapshot.uptime - since)),
			timeoutSeconds: run.ticket.timeout ?? null,
			pulse: pulse?.word.toLowerCase() ?? null,
			beatSeconds: pulse === undefined ? null : Math.round(pulse.age),
			limitSeconds: run.ticket.feedback?.seconds ?? null,
			slow: (state === "running" && slowText(run, snapshot)) || null,
			...(progress === undefined ? {} : { progress }),
		},
	];
}

function waitingLine(waiting: Waiting): WaitingLine {
	return {
		name: waiting.name,
		id: waiting.id,
		place: waiting.place,
		enqueuedAt: isoOf(waiting.seconds * 1000),
		status: waiting.status.text,
	};
}

function countsOf(snapshot: Snapshot): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const place of PLACES) {
		if (place === "archive") continue;
		if (place === "priority-q" || place === "wait-q")
			counts[place] = snapshot.queued[place];
		else if (place === "currently-executing")
			counts[place] = snapshot.runs.filter(
				(run) => runStateOf(run, snapshot).kind !== "settled",
			).length;
		else counts[place] = snapshot.settled[place];
	}
	return counts;
}

/** One screen for people. */
export function digestText(digest: Digest): string {
	const counts = Object.entries(digest.counts).map(
		([place, count]) => `${place} ${count}`,
	);
	const more =
		(digest.counts["wait-q"] ?? 0) +
		(digest.counts["priority-q"] ?? 0) -
		digest.waiting.length;
	return [
		`${digest.mode}, ${digest.slots - digest.vacant} of ${digest.slots} slots taken${digest.readiness.startsWith("not") ? `, ${digest.readiness}` : ""}`,
		counts.join(", "),
		...(digest.arriving > 0 ? [`${digest.arriving} not accepted yet`] : []),
		...digest.notYet.map(
			({ name, why }) => `${visible(name)}: ${visible(why)}`,
		),
		...(digest.unfinished > 0
			? [
					`${digest.unfinished} unfinished files (names such as .x, x~, x.tmp) lie in the queues for over an hour`,
				]
			: []),
		...runningText(digest),
		...digest.waiting.map(
			(line) =>
				`${line.place}/${visible(line.name)} (id ${line.id}) ${visible(line.status)}`,
		),
		...(more > 0 ? [`and ${more} more`] : []),
		...reservedText(digest.reserved),
	].join("\n");
}

function runningText(digest: Digest): string[] {
	return digest.running.map((line) => {
		const limit =
			line.timeoutSeconds === null || line.state !== "running"
				? ""
				: ` of ${wholeText(line.timeoutSeconds)}`;
		return `slot ${line.slot}: ${visible(line.name)} (id ${line.id}) ${line.state} for ${wholeText(line.seconds)}${limit}${line.slow === null ? "" : `, ${line.slow}`}${pulseText(line)}${reportText(line)}`;
	});
}

function reportText({ progress, seconds }: RunningLine): string {
	return progress === undefined ? "" : ` ${progressText(progress, seconds)}`;
}

/** `, silent: last sign of life 9 s ago, limit 30 s` */
function pulseText(line: RunningLine): string {
	if (line.beatSeconds === null || line.limitSeconds === null) return "";
	const word = line.pulse === "running" ? "" : `${line.pulse}: `;
	return `, ${word}last sign of life ${wholeText(line.beatSeconds)} ago, limit ${limitText(line.limitSeconds)}`;
}
