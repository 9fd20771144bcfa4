/**
 * When the last of a job is gone: the kill ladder after a kill, and the same for
 * what a job that ended by itself has left behind.
 */
import type { Uptime } from "../text/instant.ts";
import type { Exit, Kill } from "../text/records.ts";
import type { RunState } from "./run-state.ts";
import type { Run } from "./snapshot.ts";

/** Seconds after which what survives KILL will hardly die of it, and no longer keeps a UOW from settling. */
const KILL_PATIENCE = 10;
/** Seconds in which the last of a pipeline ends by itself: what lives longer was left behind. */
const MOMENT = 0.5;
/** And where somebody was there, but ended under the look: whoever forks on and on does that at each look. */
const UNSEEN_MOMENT = 2;

/** This Monitor has tried it, and for long: an earlier one may have been stopped before it could. */
export function isKillVain({ killSent }: Run, uptime: Uptime): boolean {
	return killSent !== undefined && uptime >= killSent + KILL_PATIENCE;
}

/** Nothing of the job lives, and its log is written as far as anybody still writes it. */
function isOver(run: Run): boolean {
	return run.left.length === 0 && (run.end !== undefined || !run.alive);
}

/**
 * A kill goes on until nothing of the job is left and its end is recorded. It
 * is given up where KILL does not help, except for the job itself while its
 * keeper lives: that one runs, in its slot.
 */
export function stoppingStateOf(
	run: Run,
	kill: Kill,
	uptime: Uptime,
): RunState | undefined {
	const grace = kill.signal === "KILL" ? 0 : run.ticket.grace;
	const killAt = kill.uptime + grace;
	const mayGiveUp = run.exit !== undefined || !run.kept;
	if (isOver(run) || (mayGiveUp && isKillVain(run, uptime))) return undefined;
	return { kind: "stopping", step: stepAt(run, killAt, uptime), killAt };
}

function stepAt(run: Run, killAt: Uptime, uptime: Uptime) {
	if (uptime >= killAt) return "kill";
	return run.stopSent ? "wait" : "signal";
}

/** After an end without a kill: a moment, then whoever is left is written down, and ended as by a kill. */
export function aftermathOf(
	run: Run,
	exit: Exit,
	uptime: Uptime,
): RunState | undefined {
	if (isOver(run)) return undefined;
	const { ticket, behind } = run;
	if (ticket.keepLeftovers)
		return drainingUntil(exit.uptime + ticket.grace, uptime);
	if (isKillVain(run, uptime)) return undefined;
	if (behind !== undefined) {
		const killAt = behind.uptime + ticket.grace;
		return { kind: "leftovers", step: stepAt(run, killAt, uptime), killAt };
	}
	const isSeen = run.left.every(({ name }) => name !== undefined);
	const moment = exit.uptime + (isSeen ? MOMENT : UNSEEN_MOMENT);
	if (uptime < moment) return { kind: "draining", until: moment };
	if (run.left.length > 0)
		return { kind: "leftovers", step: "record", killAt: uptime };
	// Nobody is found who could be ended: a slow disk, or a stranger who was handed its output.
	return drainingUntil(exit.uptime + ticket.grace + KILL_PATIENCE, uptime);
}

/** Whether a job with KEEP LEFTOVERS settles now, and it is time to ask who lives on. */
export function mayLiveOn(
	{ ticket, end }: Pick<Run, "ticket" | "end">,
	exit: Exit,
	uptime: Uptime,
): boolean {
	return (
		ticket.keepLeftovers &&
		(end !== undefined || uptime >= exit.uptime + ticket.grace)
	);
}

/** Undefined once that time is over: tee has not ended, and the log may be cut. */
function drainingUntil(until: Uptime, uptime: Uptime): RunState | undefined {
	return uptime < until ? { kind: "draining", until } : undefined;
}

/** Whether it is time to ask who is left behind: while tee goes on, only after the moment. */
export function mayBeLeftBehind(
	{ ticket, end }: Pick<Run, "ticket" | "end">,
	exit: Exit,
	uptime: Uptime,
): boolean {
	return (
		!ticket.keepLeftovers &&
		(end !== undefined || uptime >= exit.uptime + MOMENT)
	);
}
