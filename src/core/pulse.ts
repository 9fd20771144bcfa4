/**
 * The pulse of a job that promised signs of life: how long ago the last one
 * came, against its limit. Ages are counted in uptime; the wall clock only tells
 * how long ago a file was changed, and is believed only where nobody has set it
 * since. See docs/decisions/0010.
 */
import { type Instant, isoOf, type Uptime } from "../text/instant.ts";
import { durationText, limitText, wholeText } from "../text/quantity.ts";
import type { Beat } from "../text/records.ts";
import type { FeedbackTerms, Ticket } from "../text/ticket.ts";
import { slowMark } from "./slow-mark.ts";
import type { Run, Snapshot } from "./snapshot.ts";

type Clocks = Pick<Snapshot, "takenAt" | "uptime">;

/** What a look knows of a job's signs of life. */
export interface Watched extends Beat {
	/** When it was looked at last. */
	readonly lookedAt: Uptime;
	/** Since when looks without a long gap between them have found it stalled. */
	readonly stalledAt: Uptime | undefined;
}

/** What the file whose changes are the signs of life looks like. */
export interface Sign {
	readonly version: string;
	readonly at: Instant;
}

/** Seconds the two clocks may differ between two looks, and how much more for each second between them. */
const STEP = 0.5;
const SLEW = 0.001;

/** What is known after one more look; no sign: there is no file. `limit`: seconds it may be silent. */
export function beatAfter(
	before: Watched,
	sign: Sign | undefined,
	now: Clocks,
	limit: number,
): Watched {
	const isNews = sign !== undefined && sign.version !== before.version;
	const uptime = isNews ? momentOf(before, sign.at, now) : before.uptime;
	return {
		uptime,
		offset: offsetOf(now),
		version: isNews ? sign.version : before.version,
		lookedAt: now.uptime,
		stalledAt: stalledAt(before, uptime, now.uptime, limit),
	};
}

/**
 * A job that was frozen together with the Monitor (a container that was paused,
 * a machine that slept) looks silent in the moment both wake. So a gap between
 * two looks longer than any that is meant begins this anew.
 */
function stalledAt(
	before: Watched,
	beat: Uptime,
	now: Uptime,
	limit: number,
): Uptime | undefined {
	if (now - beat < STALLED * limit) return undefined;
	const isGap = now - before.lookedAt > LONGEST_GAP * limit + LATE;
	return before.stalledAt === undefined || isGap ? now : before.stalledAt;
}

/** Seconds by which the wall clock is ahead of the uptime. */
export function offsetOf({ takenAt, uptime }: Clocks): number {
	return takenAt / 1000 - uptime;
}

/**
 * When a change came that was not there at the look before: the file's time
 * tells. Where the wall clock was set in between, or the file's time cannot be
 * (a program sets it to what it likes), it says nothing: now, so that no healthy
 * job is ended. What the clock was put forward by little counts in favour of the
 * job.
 */
function momentOf(before: Watched, at: Instant, now: Clocks): Uptime {
	const drift = offsetOf(now) - before.offset;
	const elapsed = Math.max(0, now.uptime - before.lookedAt);
	if (Math.abs(drift) > STEP + SLEW * elapsed) return now.uptime;
	const age = (now.takenAt - at) / 1000 - Math.max(0, drift);
	if (age < -STEP || age > elapsed + STEP) return now.uptime;
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
const SILENT = 0.25;
const STALLED = 0.5;
/** Shares of the limit at which a look is due. */
const LOOKS = [SILENT, STALLED, 0.75, 1] as const;
/** Share of the limit for which it must have been found stalled before it is ended. */
const FOUND = 0.25;
/** The longest gap between two looks that is meant, as a share of the limit, and how late a look may be, in seconds. */
const LONGEST_GAP = 0.25;
const LATE = 2;
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
	const share = age / terms.seconds;
	const next = LOOKS.find((one) => share < one);
	const foundIn = (beat.stalledAt ?? uptime) + FOUND * terms.seconds - uptime;
	return {
		word: share < SILENT ? "RUNNING" : share < STALLED ? "SILENT" : "STALLED",
		terms,
		age,
		isOver: share >= 1 && foundIn <= 0,
		nextIn: Math.max(
			next === undefined ? foundIn : next * terms.seconds - age,
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

/** What has been said of one job's pulse lately. */
export interface Heard {
	readonly since: Uptime;
	/** Changes that were said since then, and that were not. */
	readonly said: number;
	readonly unsaid: number;
}

/** Changes that are said one by one in so many seconds; of more only how many there were. */
const MOST_SAID = 6;
const SAID_IN = 60;

/** Whether one more change is said by itself. */
export function heardOf(
	before: Heard | undefined,
	uptime: Uptime,
): { readonly isSaid: boolean; readonly heard: Heard } {
	const isFirst =
		before === undefined ||
		(before.unsaid === 0 && uptime >= before.since + SAID_IN);
	if (isFirst)
		return { isSaid: true, heard: { since: uptime, said: 1, unsaid: 0 } };
	const { said, unsaid } = before;
	return said < MOST_SAID
		? { isSaid: true, heard: { ...before, said: said + 1 } }
		: { isSaid: false, heard: { ...before, unsaid: unsaid + 1 } };
}

/** What is due to be said of changes that were not; what is heard then, undefined: it is forgotten. */
export function summaryOf(
	before: Heard,
	uptime: Uptime,
): {
	readonly notice?: string;
	readonly heard: Heard | undefined;
	readonly dueIn: number;
} {
	const dueIn = before.since + SAID_IN - uptime;
	if (before.unsaid === 0)
		return {
			heard: dueIn > 0 ? before : undefined,
			dueIn: Number.POSITIVE_INFINITY,
		};
	if (dueIn > 0) return { heard: before, dueIn };
	const times = before.unsaid === 1 ? "once more" : `${before.unsaid} times`;
	return {
		notice: `changed its pulse ${times} in ${wholeText(uptime - before.since)}; its STATUS says how it is now`,
		// It goes on so, or is quiet for as long.
		heard: { since: uptime, said: MOST_SAID, unsaid: 0 },
		dueIn: Number.POSITIVE_INFINITY,
	};
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
