/**
 * A run that takes longer than its task usually does: shown, and said once. The
 * word in its STATUS is the memory of that, so that no later Monitor says it again.
 */
import { durationText, wholeText } from "../text/quantity.ts";
import { type Pulse, runningStatus } from "./pulse.ts";
import { slowMark } from "./slow-mark.ts";
import type { Run, Snapshot } from "./snapshot.ts";
import { slowAfter, type Usual } from "./usual.ts";

/** `slow: 3.1× its usual 40 s`; undefined: it is not, or nobody knows. */
export function slowText(
	run: Run,
	snapshot: Pick<Snapshot, "uptime" | "usual">,
): string | undefined {
	const found = usualOf(run, snapshot);
	if (found === undefined || found.age <= slowAfter(found.usual))
		return undefined;
	const times = found.age / Math.max(found.usual.median, 0.01);
	return `slow: ${times.toFixed(times < 10 ? 1 : 0)}× its usual ${lengthText(found.usual.median)}`;
}

/** Seconds until it is slow and that is to be said; 0: now. */
export function slowIn(
	run: Run,
	snapshot: Pick<Snapshot, "uptime" | "usual">,
): number {
	const found = usualOf(run, snapshot);
	const state = run.uow?.status?.state;
	const isOurs =
		state === "RUNNING" || state === "SILENT" || state === "STALLED";
	if (found === undefined || !isOurs || slowMark(run) !== "")
		return Number.POSITIVE_INFINITY;
	return Math.max(0, slowAfter(found.usual) - found.age);
}

/** What STATUS and a notice say of a run that is slow since now. */
export function slowChange(
	run: Run,
	pulse: Pulse | undefined,
	snapshot: Pick<Snapshot, "takenAt" | "uptime" | "usual">,
): { readonly status: string; readonly notice: string } | undefined {
	const text = slowText(run, snapshot);
	const usual = usualOf(run, snapshot)?.usual;
	if (slowIn(run, snapshot) > 0 || text === undefined || usual === undefined)
		return undefined;
	const mark = `, slow: past its usual ${lengthText(usual.median)}`;
	return {
		status: runningStatus(run.ticket, pulse, snapshot.takenAt, mark),
		notice: `is ${text} (${usual.runs} runs of ${run.ticket.taskName})`,
	};
}

function lengthText(seconds: number): string {
	return seconds < 10 ? durationText(seconds) : wholeText(seconds);
}

function usualOf(
	run: Run,
	{ uptime, usual }: Pick<Snapshot, "uptime" | "usual">,
): { readonly age: number; readonly usual: Usual } | undefined {
	const { fence, ticket } = run;
	if (fence?.kind !== "taken" || fence.uptime === undefined) return undefined;
	const known = usual(ticket.taskName);
	return known && { age: uptime - fence.uptime, usual: known };
}
