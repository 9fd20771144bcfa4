/**
 * In which state a run is, from its records, its process and its UOW's place.
 * The state table of docs/internals.md, row by row.
 */

import type { Uptime } from "../text/instant.ts";
import { QUEUES } from "../text/places.ts";
import { durationText } from "../text/quantity.ts";
import { isPending, isSettled } from "../text/status-line.ts";
import { type Ending, endingOf } from "./ending.ts";
import { aftermathOf, stoppingStateOf } from "./last-of-a-job.ts";
import { logExcess } from "./log-limit.ts";
import { type Pulse, pulseOf, silenceText } from "./pulse.ts";
import type { Run, Snapshot } from "./snapshot.ts";

export type RunState =
	/** A keeper may be on its way to the fence. */
	| { readonly kind: "launching" }
	/** No keeper will come: revoke. */
	| {
			readonly kind: "abandoned";
			readonly verdict: "return" | "fail";
			readonly why: string;
	  }
	| {
			readonly kind: "running";
			readonly deadline: Uptime | undefined;
			readonly pulse: Pulse | undefined;
	  }
	/** Past its timeout, its silence limit or the longest log, and no kill recorded yet. */
	| { readonly kind: "overdue"; readonly why: string }
	/** A kill is recorded, and it is not over with the job and all it started. */
	| {
			readonly kind: "stopping";
			readonly step: "signal" | "wait" | "kill";
			readonly killAt: Uptime;
	  }
	/** The job ended by itself; what it left has a moment to end too, and tee the time to write. */
	| { readonly kind: "draining"; readonly until: Uptime }
	/** The job ended by itself, and what it left is ended: first it is written down. */
	| {
			readonly kind: "leftovers";
			readonly step: "record" | "signal" | "wait" | "kill";
			readonly killAt: Uptime;
	  }
	/** It is over, and its log is so long that it is written to the disk first, beside the loop. */
	| { readonly kind: "flushing" }
	| { readonly kind: "ended"; readonly ending: Ending }
	/** Its UOW lies where it belongs: only the records are left. */
	| { readonly kind: "settled"; readonly ending: Ending }
	| { readonly kind: "missing"; readonly ending: Ending };

export function runStateOf(
	run: Run,
	now: Pick<Snapshot, "takenAt" | "uptime" | "boot">,
): RunState {
	const active = run.recorded ? undefined : activeStateOf(run, now);
	if (active !== undefined) return active;
	const ending = endingOf(run, now);
	if (run.recorded) return { kind: "settled", ending };
	if (run.uow === undefined) return { kind: "missing", ending };
	if (isInPlace(run, ending)) return { kind: "settled", ending };
	return mustFlush(run) ? { kind: "flushing" } : { kind: "ended", ending };
}

/** Bytes of a UOW from which on its fsync would be felt by others. */
const LONG = 2 ** 20;

function mustFlush({ uow, isOpen, flush }: Run): boolean {
	return uow !== undefined && uow.size > LONG && isOpen && flush !== "done";
}

/** Undefined once nothing more can happen to the job. */
function activeStateOf(
	run: Run,
	now: Pick<Snapshot, "uptime" | "boot">,
): RunState | undefined {
	const { ticket, fence } = run;
	if (ticket.refused !== undefined || fence?.kind === "revoked")
		return undefined;
	// After a reboot no process of it lives; whether it started is not known for sure.
	if (ticket.boot !== now.boot) return undefined;
	if (fence === undefined) return unfencedStateOf(run);
	if (run.kill !== undefined) return stoppingStateOf(run, run.kill, now.uptime);
	if (run.exit !== undefined) return aftermathOf(run, run.exit, now.uptime);
	if (!run.alive) return undefined;
	// From when its timeout counts is not known before the keeper has written it.
	if (fence.uptime === undefined) return { kind: "launching" };
	const tooLong = logExcess(run);
	if (tooLong !== undefined) return { kind: "overdue", why: tooLong };
	const { timeout } = ticket;
	const deadline = timeout === undefined ? undefined : fence.uptime + timeout;
	if (timeout !== undefined && now.uptime >= fence.uptime + timeout)
		return { kind: "overdue", why: `timeout ${durationText(timeout)}` };
	const pulse = pulseOf(run, now.uptime);
	return pulse?.isOver === true
		? { kind: "overdue", why: silenceText(pulse) }
		: { kind: "running", deadline, pulse };
}

function unfencedStateOf(run: Run): RunState {
	switch (run.child) {
		case "alive":
			return { kind: "launching" };
		case "ended":
			return {
				kind: "abandoned",
				verdict: "fail",
				why:
					run.fault === undefined
						? "its keeper ended before the job began"
						: `no process could be made: ${run.fault}`,
			};
		case "none":
			return {
				kind: "abandoned",
				verdict: "return",
				why: "the Monitor stopped before its job was started",
			};
	}
}

/**
 * Whether the UOW has been brought to its end: it says so and has left its slot.
 * Where it lies by then is a person's business, who may have moved it already.
 * But in a queue it would be run again: unless it is known to have left its slot
 * before, whoever moved it there meant one that ran.
 */
function isInPlace(run: Run, ending: Ending): boolean {
	const { uow } = run;
	if (uow === undefined || uow.place === "currently-executing") return false;
	// Somebody took its STATUS line away: there is nothing left to mark.
	if (uow.status === undefined) return uow.place === ending.to;
	const inQueue = QUEUES.some((queue) => queue === uow.place);
	if (isSettled(uow.status.state)) return run.brought || !inQueue;
	if (ending.kind === "settle") return false;
	return (
		inQueue &&
		isPending(uow.status.state) &&
		uow.status.attempt === ending.attempt
	);
}
