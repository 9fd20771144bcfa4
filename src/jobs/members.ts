/**
 * What belongs to a run: its keeper, the keeper's own two helpers (the shell
 * around the job, and tee), and everything the job started, found by process
 * group, by the mark in the environment, and by who holds tee's input.
 */
import type { ProcessIdentity } from "../text/records.ts";
import { holdsOutput, outputOf } from "./output.ts";
import { carries, everyProcess, type ProcessFacts } from "./proc.ts";

export interface Members {
	/** Keeper, shell around the job, tee: they record the end, and are never signalled. */
	readonly own: readonly ProcessFacts[];
	/** The job and what it started. */
	readonly job: readonly ProcessFacts[];
}

/** `mark` is `NAME=VALUE` of the variable that only this run carries. */
export function membersOf(
	keeper: ProcessIdentity | undefined,
	mark: string,
): Members {
	const all = everyProcess();
	const leader = all.find(
		(one) => one.pid === keeper?.pid && one.startTicks === keeper.startTicks,
	);
	// While the leader lives its pid is nobody else's, and so are its group and session.
	const own =
		leader === undefined
			? []
			: all.filter(
					(one) => one.pid === leader.pid || one.parent === leader.pid,
				);
	const isOwn = new Set(own.map((one) => one.pid));
	// tee's own input and nothing else: a pipe that everybody inherited says nothing.
	const output = own
		.map((one) => outputOf(one.pid))
		.find((found) => found !== undefined);
	const job = all.filter(
		(one) =>
			!isOwn.has(one.pid) &&
			one.pid !== process.pid &&
			((leader !== undefined &&
				(one.group === leader.pid || one.session === leader.pid)) ||
				carries(one.pid, mark) ||
				(output !== undefined && holdsOutput(one.pid, output))),
	);
	return { own, job };
}

/** Whether anything carries the mark; for runs whose keeper is gone. */
export function hasMembers(mark: string): boolean {
	return everyProcess().some(
		(one) => one.pid !== process.pid && carries(one.pid, mark),
	);
}
