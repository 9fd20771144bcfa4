/**
 * What belongs to a run: its keeper, the keeper's own two helpers (the shell
 * around the job, and tee), and everything the job started, found by each of
 * the run's traces and, where these find nobody, by who holds tee's input.
 */
import type { ProcessIdentity } from "../text/records.ts";
import { isIn, processesIn } from "./cgroup.ts";
import { type Holders, outputOf } from "./output.ts";
import {
	factsOf,
	isDead,
	locksLimit,
	type ProcessFacts,
	processIds,
	variableOf,
} from "./proc.ts";
import { MARK, type Traces } from "./traces.ts";

/** A process, and what it carries of a run. */
export interface Seen extends ProcessFacts {
	readonly locksLimit: string | undefined;
	readonly mark: string | undefined;
}

/** Every process at one moment. */
export function photograph(): readonly Seen[] {
	return processIds().flatMap((pid) => see(pid) ?? []);
}

/** Dead ones are not seen. */
export function see(pid: number): Seen | undefined {
	const facts = factsOf(pid);
	if (facts === undefined || isDead(facts)) return undefined;
	return { ...facts, locksLimit: locksLimit(pid), mark: variableOf(pid, MARK) };
}

/** Keeper, shell around the job, tee: they record the end, and are never signalled. Empty once the keeper is gone. */
export function ownAmong(
	all: readonly ProcessFacts[],
	keeper: ProcessIdentity | undefined,
): ProcessFacts[] {
	const leader = all.find(
		(one) => one.pid === keeper?.pid && one.startTicks === keeper.startTicks,
	);
	if (leader === undefined || isDead(leader)) return [];
	return [leader, ...all.filter((one) => one.parent === leader.pid)];
}

/** Those of a run that a photograph shows, and who has come into its cgroup since. */
export function jobProcessesAmong(
	photo: readonly Seen[],
	traces: Traces,
): readonly ProcessFacts[] {
	const own = ownAmong(photo, traces.keeper);
	const inside = insideOf(traces);
	const isNearIt = isNear(traces, own, inside);
	const found = photo.filter(
		(one) =>
			(isNearIt(one) || one.mark === traces.mark) && mayBeSignalled(one, own),
	);
	if (found.length > 0) return found;
	return [...inside]
		.flatMap((pid) => see(pid) ?? [])
		.filter((one) => mayBeSignalled(one, own) && isIn(one.pid, traces.cgroup));
}

export function insideOf({ cgroup }: Traces): ReadonlySet<number> {
	return new Set(cgroup === undefined ? [] : processesIn(cgroup));
}

/** By all traces that can be read without asking the process itself. */
export function isNear(
	traces: Traces,
	own: readonly ProcessFacts[],
	inside: ReadonlySet<number>,
): (one: Omit<Seen, "mark">) => boolean {
	// While the leader lives its pid is nobody else's, and so are its group and session.
	const leader = own[0]?.pid;
	return (one) =>
		inside.has(one.pid) ||
		one.group === leader ||
		one.session === leader ||
		one.locksLimit === traces.locksLimit;
}

/** By tee's own input and nothing else: a pipe that everybody inherited says nothing. */
export function holdersOf(
	own: readonly ProcessFacts[],
	holders: Holders,
): ProcessFacts[] {
	const output = own
		.map(({ pid }) => outputOf(pid))
		.find((found) => found !== undefined);
	if (output === undefined) return [];
	return holders.of(output).flatMap((pid) => {
		const facts = factsOf(pid);
		return facts !== undefined && !isDead(facts) && mayBeSignalled(facts, own)
			? [facts]
			: [];
	});
}

/** Never init, never the Monitor, never what records the end. */
export function mayBeSignalled(
	{ pid }: ProcessFacts,
	own: readonly ProcessFacts[],
): boolean {
	return pid > 1 && pid !== process.pid && !own.some((one) => one.pid === pid);
}
