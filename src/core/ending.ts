/**
 * How a run ended, and where that takes its UOW: done, error, fail, or back to
 * its queue. Computed from records, so that it comes out the same after a crash;
 * only when a retry is due is told by the clock as it stands now.
 */
import { type Instant, isoOf } from "../text/instant.ts";
import { listText } from "../text/left.ts";
import type { Queue, SettledPlace } from "../text/places.ts";
import { durationText } from "../text/quantity.ts";
import type { Fence } from "../text/records.ts";
import { signalOfExit } from "../text/signals.ts";
import { pendingText, STATUS_WIDTH } from "../text/status-line.ts";
import { logExcess } from "./log-limit.ts";
import { isForTime } from "./pulse.ts";
import type { Run, Snapshot } from "./snapshot.ts";

export type Ending =
	| {
			readonly kind: "settle";
			readonly to: SettledPlace;
			readonly status: string;
			readonly launched: boolean;
	  }
	/** Back to its queue: never started, or to be tried again. */
	| {
			readonly kind: "requeue";
			readonly to: Queue;
			readonly attempt: number;
			readonly status: string;
			readonly launched: boolean;
	  };

type Outcome = {
	readonly state: "DONE" | "ERROR" | "FAIL";
	readonly how: string;
	readonly retry: "may" | "never" | "crash";
};

type Now = Pick<Snapshot, "takenAt" | "uptime" | "boot">;

const FOLDER = { DONE: "done-q", ERROR: "error-q", FAIL: "fail-q" } as const;

export function endingOf(run: Run, now: Now): Ending {
	const { boot } = now;
	const { ticket, fence } = run;
	if (ticket.refused !== undefined) return notRun(`not run: ${ticket.refused}`);
	if (fence?.kind === "revoked") {
		if (fence.verdict === "fail") return notRun(`not started: ${fence.why}`);
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

function notRun(how: string): Ending {
	return {
		kind: "settle",
		to: "fail-q",
		status: `FAIL ${how}`,
		launched: false,
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
	const how = `${outcome.state} ${outcome.how}${timesOf(run, fence)}`;
	const room = STATUS_WIDTH - Buffer.byteLength(`${how}${attempt}${cut}`);
	const status = `${how}${leftText(run, room)}${attempt}${cut}`;
	return { kind: "settle", to: FOLDER[outcome.state], status, launched: true };
}

/** `, ended 2 left behind: 4711 sleep, 4712 sh`, and `, 1 left: …` for those that no KILL ended. */
function leftText({ behind, left }: Run, room: number): string {
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

function timesOf(run: Run, fence: Fence | undefined): string {
	const from = isoOf(run.ticket.launchedAt);
	if (
		run.exit === undefined ||
		fence?.kind !== "taken" ||
		fence.uptime === undefined
	)
		return `, started ${from}`;
	const seconds = Math.max(0, run.exit.uptime - fence.uptime);
	return ` after ${durationText(seconds)}, ${from} to ${isoOf(run.exit.at)}`;
}

/** tee did not say that it wrote everything, or what it wrote may have gone with the machine. */
function isLogCut(run: Run, boot: string): boolean {
	return run.end !== 0 || run.ticket.boot !== boot;
}

function outcomeOf(run: Run, fence: Fence | undefined, boot: string): Outcome {
	const { exit, kill, ticket } = run;
	if (exit === undefined) return lostOutcome(run, fence, boot);
	const how = exitText(exit.code);
	// A job that ended before the kill was decided ended by itself.
	if (kill !== undefined && exit.uptime >= kill.uptime)
		return {
			state: "FAIL",
			how: `${kill.why}: ${how}`,
			retry: isForTime(kill.why) ? "may" : "never",
		};
	// Whether the kill came in time is chance: one job, one outcome. It was not too
	// long where its time was up first; since then a post-mortem may stand in it.
	const tooLong =
		kill !== undefined && isForTime(kill.why) ? undefined : logExcess(run);
	if (tooLong !== undefined)
		return { state: "FAIL", how: `${tooLong}: ${how}`, retry: "never" };
	if (ticket.successExits.includes(exit.code))
		return { state: "DONE", how: `exit ${exit.code}`, retry: "never" };
	if (signalOfExit(exit.code) === undefined)
		return { state: "ERROR", how, retry: "may" };
	// An orderly shutdown ends jobs by a signal, and leaves the keeper time to record it.
	const byShutdown = ticket.boot !== boot && ticket.onCrash === "requeue";
	return { state: "FAIL", how, retry: byShutdown ? "crash" : "may" };
}

function exitText(code: number): string {
	const signal = signalOfExit(code);
	return signal === undefined ? `exit ${code}` : `signal ${signal}`;
}

/** Launched, no process, no exit record. */
function lostOutcome(
	run: Run,
	fence: Fence | undefined,
	boot: string,
): Outcome {
	if (run.ticket.boot !== boot)
		return {
			state: "FAIL",
			how: "may have run: the machine went down",
			retry: "crash",
		};
	const why = run.kill === undefined ? "" : `${run.kill.why}; `;
	const what =
		fence === undefined
			? "it left no record"
			: "its keeper ended without recording an exit";
	return { state: "FAIL", how: `may have run: ${why}${what}`, retry: "never" };
}

function retryOf(run: Run, outcome: Outcome, now: Now): Ending | undefined {
	const { ticket } = run;
	// Two attempts at once would be worse than none: a person shall look.
	if (run.left.length > 0) return undefined;
	const next = ticket.attempt + 1;
	const why = `attempt ${ticket.attempt} ended with ${outcome.how}`;
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
