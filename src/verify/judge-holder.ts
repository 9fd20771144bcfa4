/** The promises about the Monitor itself: one at most, and it turns. Pure. */
import { type Instant, isoOf } from "../text/instant.ts";
import { countOf, durationText } from "../text/quantity.ts";
import type { HolderFacts } from "./holder.ts";
import { type Finding, type Line, note, wrong } from "./report.ts";

/** Whether a Monitor lives: the lock alone decides. */
export function livesIn(facts: HolderFacts): boolean {
	return facts.lock === "taken";
}

export function holderLine(facts: HolderFacts): Line {
	return {
		promise: "one Monitor at most holds the root",
		checked: holderText(facts),
		findings: holderFindings(facts),
	};
}

function holderText({ lock, note, state }: HolderFacts): string {
	if (typeof lock !== "string") return "the lock could not be looked at";
	if (lock === "free") return "nobody holds it";
	const who =
		note === undefined
			? "no note in run/monitor"
			: `pid ${note.pid} since ${isoOf(note.since)}`;
	return `held, ${who}${state === undefined ? "" : ", alive"}`;
}

function holderFindings(facts: HolderFacts): Finding[] {
	const { lock, locks, note: said, state, hasLock } = facts;
	if (typeof lock !== "string")
		return [wrong("flock", lock.failed, "install util-linux")];
	if (locks > 1)
		return [
			wrong(
				"/proc/locks",
				`${locks} locks on the root`,
				"exactly one is possible on a local file system: use one",
			),
		];
	if (lock === "free") return [];
	if (said === undefined || state === undefined || hasLock === false)
		return [
			wrong(
				"run/monitor",
				`the root is locked, and ${said === undefined ? "there is no note of a Monitor" : `pid ${said.pid} does not hold it`}`,
				"look in /proc/locks and with lsof for who has the root folder open, and end that",
			),
		];
	if (state === "T" || state === "t")
		return [
			wrong(
				`pid ${said.pid}`,
				"the Monitor is stopped by a signal",
				`let it go on: kill -CONT ${said.pid}`,
			),
		];
	return [];
}

/** What is posted, and whether requests are read. */
export interface TurnFacts {
	/** When status/status.json was written; undefined: it is not there. */
	readonly postedAt: Instant | undefined;
	/** Requests that nobody acted on. */
	readonly pending: number;
	/** When monitor_reads changed last. */
	readonly askedAt: Instant;
	readonly now: Instant;
}

/** Seconds beyond `sleep seconds` that a turn may take. */
const PATIENCE = 30;

export function turnsLine(
	holder: HolderFacts,
	facts: TurnFacts,
	sleepSeconds: number,
): Line {
	const posted =
		facts.postedAt === undefined
			? "no status is posted"
			: `status posted ${isoOf(facts.postedAt)}`;
	return {
		promise: "the Monitor turns: it posts its status and reads its requests",
		checked: `${livesIn(holder) ? "" : "no Monitor lives; "}${posted}, ${countOf(facts.pending, "request")} not read`,
		findings: livesIn(holder)
			? turnFindings(facts, sleepSeconds + PATIENCE, holder.note?.since)
			: [],
	};
}

/** The status is written anew only when it says something new, but always once after a start. */
function turnFindings(
	facts: TurnFacts,
	limit: number,
	since: Instant | undefined,
): Finding[] {
	const age = (at: Instant) => (facts.now - at) / 1000;
	const start = since ?? facts.now;
	const isStale = facts.postedAt === undefined || facts.postedAt < start;
	const stale =
		isStale && age(start) > limit
			? [
					wrong(
						"status/status.json",
						"not posted since the Monitor started",
						"it should have been by now: look in monitor_says whether status/ can be written, and whether the Monitor turns",
					),
				]
			: [];
	const unread =
		facts.pending > 0 && age(facts.askedAt) > limit
			? [
					wrong(
						"monitor_reads",
						`${countOf(facts.pending, "request")} not read for ${durationText(age(facts.askedAt))}`,
						"the Monitor should look at least every sleep seconds: see what it does, and start it anew (its jobs run on)",
					),
				]
			: [];
	return [...stale, ...unread];
}

export interface WatchFacts {
	/** fs.inotify limits; undefined where they cannot be read. */
	readonly maxWatches: number | undefined;
	readonly maxInstances: number | undefined;
	/** Why a watch could not be set; undefined: it could. */
	readonly failed: string | undefined;
}

/** Watches that a Monitor sets: the queues, run and the folder of monitor_reads. */
const NEEDED_WATCHES = 4;

export function watchLine(
	holder: HolderFacts,
	facts: WatchFacts,
	sleepSeconds: number,
): Line {
	const limits = `${facts.maxWatches ?? "?"} watches and ${facts.maxInstances ?? "?"} instances allowed to a user, ${NEEDED_WATCHES} and 1 needed`;
	const slow = `without it the Monitor looks every ${sleepSeconds} s only`;
	const findings: Finding[] = [];
	if (facts.failed !== undefined)
		findings.push(
			wrong(
				"inotify",
				`a watch cannot be set: ${facts.failed}`,
				`raise fs.inotify.max_user_instances and max_user_watches (sysctl); ${slow}`,
			),
		);
	if ((facts.maxWatches ?? NEEDED_WATCHES) < NEEDED_WATCHES)
		findings.push(
			wrong(
				"fs.inotify.max_user_watches",
				`it is ${facts.maxWatches}`,
				`set it to 8192 or more; ${slow}`,
			),
		);
	if (livesIn(holder) && holder.watches === false)
		findings.push(
			note(
				`pid ${holder.note?.pid}`,
				"the Monitor does not watch its folders",
				`${slow}; start it anew once the limits are right`,
			),
		);
	return { promise: "a drop is noticed at once", checked: limits, findings };
}
