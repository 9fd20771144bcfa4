/** How the job of a run ended: in words, and as data for the history. */
import type { End } from "../text/history.ts";
import type { Fence } from "../text/records.ts";
import { signalOfExit } from "../text/signals.ts";
import { logExcess } from "./log-limit.ts";
import { isForTime } from "./pulse.ts";
import type { Run } from "./snapshot.ts";

export type Outcome = {
	readonly state: keyof typeof WORDS;
	/** Why it is not simply how the job ended. */
	readonly reason?: string;
	/** How the job ended; undefined: nobody knows. */
	readonly code?: number;
	readonly retry: "may" | "never" | "crash";
};

export const WORDS = { DONE: "done", ERROR: "error", FAIL: "fail" } as const;

export function outcomeOf(
	run: Run,
	fence: Fence | undefined,
	boot: string,
): Outcome {
	const { exit, kill, ticket } = run;
	if (exit === undefined) return lostOutcome(run, fence, boot);
	const { code } = exit;
	// A job that ended before the kill was decided ended by itself.
	if (kill !== undefined && exit.uptime >= kill.uptime)
		return {
			state: "FAIL",
			reason: kill.why,
			code,
			retry: isForTime(kill.why) ? "may" : "never",
		};
	// Whether the kill came in time is chance: one job, one outcome. It was not too
	// long where its time was up first; since then a post-mortem may stand in it.
	const tooLong =
		kill !== undefined && isForTime(kill.why) ? undefined : logExcess(run);
	if (tooLong !== undefined)
		return { state: "FAIL", reason: tooLong, code, retry: "never" };
	if (ticket.successExits.includes(code))
		return { state: "DONE", code, retry: "never" };
	if (signalOfExit(code) === undefined)
		return { state: "ERROR", code, retry: "may" };
	// An orderly shutdown ends jobs by a signal, and leaves the keeper time to record it.
	const byShutdown = ticket.boot !== boot && ticket.onCrash === "requeue";
	return { state: "FAIL", code, retry: byShutdown ? "crash" : "may" };
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
			reason: "may have run: the machine went down",
			retry: "crash",
		};
	const why = run.kill === undefined ? "" : `${run.kill.why}; `;
	const what =
		fence === undefined
			? "it left no record"
			: "its keeper ended without recording an exit";
	return {
		state: "FAIL",
		reason: `may have run: ${why}${what}`,
		retry: "never",
	};
}

export function endOf(
	{ exit, ticket }: Run,
	{ state, code, reason }: Outcome,
	seconds: number | undefined,
): End {
	const signal = code === undefined ? undefined : signalIn(state, code);
	return {
		outcome: WORDS[state],
		...(signal === undefined ? {} : { signal }),
		...(code === undefined || signal !== undefined ? {} : { exit: code }),
		...(reason === undefined ? {} : { reason }),
		startedAt: ticket.launchedAt,
		...(exit === undefined || seconds === undefined
			? {}
			: { endedAt: exit.at, seconds }),
	};
}

/** A code that a header calls a success is no signal. */
function signalIn(state: Outcome["state"], code: number): string | undefined {
	return state === "DONE" ? undefined : signalOfExit(code);
}

export function howText({ state, code, reason }: Outcome): string {
	if (code === undefined) return reason ?? "";
	const signal = signalIn(state, code);
	const how = signal === undefined ? `exit ${code}` : `signal ${signal}`;
	return reason === undefined ? how : `${reason}: ${how}`;
}

/** Undefined where its end or its begin was not recorded. */
export function secondsOf(
	run: Run,
	fence: Fence | undefined,
): number | undefined {
	const began = fence?.kind === "taken" ? fence.uptime : undefined;
	return run.exit === undefined || began === undefined
		? undefined
		: Math.max(0, run.exit.uptime - began);
}
