/**
 * How a run ended, and where that takes its UOW: done, error, fail, or back to
 * its queue. Computed from records, so that it comes out the same after a crash;
 * only when a retry is due is told by the clock as it stands now.
 */
import type { End } from "../text/history.ts";
import { type Instant, isoOf } from "../text/instant.ts";
import { listText } from "../text/left.ts";
import type { Queue, SettledPlace } from "../text/places.ts";
import { durationText } from "../text/quantity.ts";
import type { Fence } from "../text/records.ts";
import { pendingText, STATUS_WIDTH } from "../text/status-line.ts";
import {
	endOf,
	howText,
	type Outcome,
	outcomeOf,
	secondsOf,
	WORDS,
} from "./outcome.ts";
import type { Run, Snapshot } from "./snapshot.ts";

export type Ending =
	| {
			readonly kind: "settle";
			readonly to: SettledPlace;
			readonly status: string;
			readonly launched: boolean;
			/** The same as data, for the history. */
			readonly end: End;
	  }
	/** Back to its queue: never started, or to be tried again. */
	| {
			readonly kind: "requeue";
			readonly to: Queue;
			readonly attempt: number;
			readonly status: string;
			readonly launched: boolean;
	  };

type Now = Pick<Snapshot, "takenAt" | "uptime" | "boot">;

export function endingOf(run: Run, now: Now): Ending {
	const { boot } = now;
	const { ticket, fence } = run;
	if (ticket.refused !== undefined)
		return notRun(run, `not run: ${ticket.refused}`);
	if (fence?.kind === "revoked") {
		if (fence.verdict === "fail")
			return notRun(run, `not started: ${fence.why}`);
		return requeue(
			run,
			ticket.attempt,
			`returned, ${fence.why}`,
			undefined,
			false,
		);
	}
	const outcome = outcomeOf(run, fence, boot);
	return retryOf(run, outcome, now) ?? settle(run, fence, outcome, boot);
}

/** It ended when its ticket was written: nothing of it happened later. */
function notRun({ ticket }: Run, reason: string): Ending {
	return {
		kind: "settle",
		to: "fail-q",
		status: `FAIL ${reason}`,
		launched: false,
		end: { outcome: "fail", reason, endedAt: ticket.launchedAt },
	};
}

function settle(
	run: Run,
	fence: Fence | undefined,
	outcome: Outcome,
	boot: string,
): Ending {
	const attempt =
		run.ticket.attempt > 1 ? `, attempt ${run.ticket.attempt}` : "";
	const cut = isLogCut(run, boot) ? ", log may be cut" : "";
	const seconds = secondsOf(run, fence);
	const how = `${outcome.state} ${howText(outcome)}${timesText(run, seconds)}`;
	const room = STATUS_WIDTH - Buffer.byteLength(`${how}${attempt}${cut}`);
	const status = `${how}${leftText(run, room)}${attempt}${cut}`;
	const word = WORDS[outcome.state];
	const end = endOf(run, outcome, seconds);
	return { kind: "settle", to: `${word}-q`, status, launched: true, end };
}

/**
 * `, ended 2 left behind: 4711 sleep, 4712 sh`, and `, 1 left: …` for those that no
 * KILL ended; `, 1 lives on: …` for those whom nobody was to end.
 */
function leftText({ behind, left, living }: Run, room: number): string {
	if (living.length > 0) {
		const live = living.length === 1 ? "lives" : "live";
		return listText(`, ${living.length} ${live} on`, living, room);
	}
	const still = left.length === 0 ? "" : `, ${left.length} left`;
	const ended = behind?.named.filter(
		({ pid }) => !left.some((one) => one.pid === pid),
	);
	const count = (behind?.count ?? 0) - (behind?.named.length ?? 0);
	const gone = count + (ended?.length ?? 0);
	const first =
		ended === undefined || gone === 0
			? ""
			: listText(
					`, ended ${gone} left behind`,
					ended,
					room - still.length,
					gone,
				);
	return `${first}${still === "" ? "" : listText(still, left, room - Buffer.byteLength(first))}`;
}

function timesText({ exit, ticket }: Run, seconds: number | undefined): string {
	const from = isoOf(ticket.launchedAt);
	return exit === undefined || seconds === undefined
		? `, started ${from}`
		: ` after ${durationText(seconds)}, ${from} to ${isoOf(exit.at)}`;
}

/** tee did not say that it wrote everything, or what it wrote may have gone with the machine. */
function isLogCut(run: Run, boot: string): boolean {
	return run.end !== 0 || run.ticket.boot !== boot;
}

function retryOf(run: Run, outcome: Outcome, now: Now): Ending | undefined {
	const { ticket } = run;
	// Two attempts at once would be worse than none: a person shall look.
	if (run.left.length > 0) return undefined;
	const next = ticket.attempt + 1;
	const why = `attempt ${ticket.attempt} ended with ${howText(outcome)}`;
	if (outcome.retry === "crash" && ticket.onCrash === "requeue")
		return requeue(run, next, why, undefined, true);
	if (
		outcome.retry !== "may" ||
		ticket.retries === undefined ||
		ticket.attempt > ticket.retries.times
	)
		return undefined;
	return requeue(
		run,
		next,
		why,
		endedAt(run, now) + ticket.retries.everySeconds * 1000,
		true,
	);
}

/** When the job ended, as the clock counts now: it may have been set since. */
function endedAt({ exit, ticket }: Run, now: Now): Instant {
	if (exit === undefined) return now.takenAt;
	return ticket.boot === now.boot
		? now.takenAt - (now.uptime - exit.uptime) * 1000
		: exit.at;
}

function requeue(
	run: Run,
	attempt: number,
	why: string,
	until: Instant | undefined,
	launched: boolean,
): Ending {
	const status = pendingText({
		state: "WAITING",
		attempt,
		why,
		...(until === undefined ? {} : { until }),
	});
	return { kind: "requeue", to: run.ticket.from, attempt, status, launched };
}
