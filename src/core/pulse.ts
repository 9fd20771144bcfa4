/**
 * The pulse of a job that promised signs of life: how long ago the last one
 * came, against its limit. Ages are counted in uptime; the wall clock only tells
 * how long ago a file was changed, and is believed only where nobody has set it
 * since. See docs/decisions/0010.
 */
import { type Instant, isoOf, type Uptime } from "../text/instant.ts";
import { durationText, limitText } from "../text/quantity.ts";
import type { Beat } from "../text/records.ts";
import type { FeedbackTerms, Ticket } from "../text/ticket.ts";
import { slowMark } from "./slow-mark.ts";
import type { Run, Snapshot } from "./snapshot.ts";

type Clocks = Pick<Snapshot, "takenAt" | "uptime">;

/** What a look knows of a job's signs of life. */
export interface Watched extends Beat {
	/** When it was looked at last. */
	readonly lookedAt: Uptime;
}

/** What the file whose changes are the signs of life looks like. */
export interface Sign {
	readonly version: string;
	readonly at: Instant;
}

/** Seconds the two clocks may differ between two looks, and how much more for each second between them. */
const STEP = 0.5;
const SLEW = 0.001;

/** What is known after one more look; no sign: there is no file. */
export function beatAfter(
	before: Watched,
	sign: Sign | undefined,
	now: Clocks,
): Watched {
	const offset = offsetOf(now);
	const looked = { offset, lookedAt: now.uptime };
	if (sign === undefined || sign.version === before.version)
		return { ...before, ...looked };
	const uptime = momentOf(before, sign.at, now);
	return { ...looked, version: sign.version, uptime };
}

/** Seconds by which the wall clock is ahead of the uptime. */
export function offsetOf({ takenAt, uptime }: Clocks): number {
	return takenAt / 1000 - uptime;
}

/**
 * When a change came that was not there at the look before, never before that
 * look and never later than now. Where the wall clock was set in between, the
 * file's time says nothing: now, so that no healthy job is ended. What it was
 * put forward by little counts in favour of the job.
 */
function momentOf(before: Watched, at: Instant, now: Clocks): Uptime {
	const drift = offsetOf(now) - before.offset;
	const elapsed = Math.max(0, now.uptime - before.lookedAt);
	if (Math.abs(drift) > STEP + SLEW * elapsed) return now.uptime;
	const age = (now.takenAt - at) / 1000 - Math.max(0, drift);
	return Math.min(now.uptime, Math.max(before.lookedAt, now.uptime - age));
}

export interface Pulse {
	readonly word: "RUNNING" | "SILENT" | "STALLED";
	readonly terms: FeedbackTerms;
	/** Seconds since the last sign of life, or the launch. */
	readonly age: number;
	readonly isOver: boolean;
	/** Seconds until it is another one by itself. */
	readonly nextIn: number;
}

/** Shares of the limit at which a pulse becomes SILENT, STALLED, and the job is ended. */
const SHARES = [0.25, 0.5, 1] as const;
/** Seconds between two looks where a limit is too short to be kept exactly. */
const LEAST_PAUSE = 0.05;

/** Undefined for a job that has promised nothing, or has not begun. */
export function pulseOf(
	run: Pick<Run, "beat" | "fence" | "ticket">,
	uptime: Uptime,
): Pulse | undefined {
	const { beat, fence, ticket } = run;
	const terms = ticket.feedback;
	if (terms === undefined || beat === undefined) return undefined;
	if (fence?.kind !== "taken" || fence.uptime === undefined) return undefined;
	const age = Math.max(0, uptime - Math.max(beat.uptime, fence.uptime));
	const [silent, stalled] = SHARES;
	const share = age / terms.seconds;
	const next = SHARES.find((one) => share < one) ?? 1;
	return {
		word: share < silent ? "RUNNING" : share < stalled ? "SILENT" : "STALLED",
		terms,
		age,
		isOver: share >= 1,
		nextIn: Math.max(
			next * terms.seconds - age,
			terms.seconds < 1 ? LEAST_PAUSE : 0,
		),
	};
}

/** What STATUS and a notice shall say; undefined: STATUS says it already, or is none of ours any more. */
export function pulseChange(
	run: Run,
	pulse: Pulse,
	takenAt: Instant,
): { readonly status: string; readonly notice: string } | undefined {
	const { word, terms, age } = pulse;
	const marked = run.uow?.status?.state;
	const isOurs =
		marked === "RUNNING" || marked === "SILENT" || marked === "STALLED";
	if (!isOurs || marked === word) return undefined;
	const status = runningStatus(run.ticket, pulse, takenAt, slowMark(run));
	if (word === "RUNNING") {
		const notice = `runs again: ${nounOf(terms)} ${durationText(age)} ago`;
		return { status, notice };
	}
	const notice = `is ${word.toLowerCase()}: ${silenceOf(pulse, takenAt)}`;
	return { status, notice };
}

/** STATUS of a job that runs. `slow`: what it says of a run that takes longer than usual. */
export function runningStatus(
	ticket: Ticket,
	pulse: Pulse | undefined,
	takenAt: Instant,
	slow = "",
): string {
	const attempt = ticket.attempt > 1 ? `, attempt ${ticket.attempt}` : "";
	const state =
		pulse === undefined || pulse.word === "RUNNING"
			? `RUNNING since ${isoOf(ticket.launchedAt)}`
			: `${pulse.word}: ${silenceOf(pulse, takenAt)}`;
	return `${state}${slow}${attempt}`;
}

function silenceOf({ terms, age }: Pulse, takenAt: Instant): string {
	const since = isoOf(takenAt - age * 1000);
	return `no ${nounOf(terms)} since ${since}, limit ${limitText(terms.seconds)}`;
}

export function nounOf({ from }: FeedbackTerms): string {
	return from === "output" ? "output" : "feedback";
}

/** Why a job is ended that was silent for too long. */
export function silenceText({ terms }: Pick<Pulse, "terms">): string {
	return `no ${nounOf(terms)} for ${limitText(terms.seconds)}`;
}

/** Whether a kill was for what the job did not do in time: it is looked at before, and may be tried again. */
export function isForTime(why: string): boolean {
	return /^(timeout|no feedback for|no output for) /.test(why);
}
