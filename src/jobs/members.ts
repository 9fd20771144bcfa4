/**
 * What belongs to a run: its keeper, the keeper's own two helpers (the shell
 * around the job, and tee), and everything the job started, found by each of
 * the run's traces and, where these find nobody, by who holds tee's input.
 */
import type { ProcessIdentity } from "../text/records.ts";
import { isIn, processesIn } from "./cgroup.ts";
import { holdsOutput, outputOf } from "./output.ts";
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

/** Every process at one moment; for all runs of a turn, since it is dear. */
export function photograph(): readonly Seen[] {
	return processIds().flatMap((pid) => see(pid) ?? []);
}

/** Dead ones are not seen. */
function see(pid: number): Seen | undefined {
	const facts = factsOf(pid);
	if (facts === undefined || isDead(facts)) return undefined;
	return { ...facts, locksLimit: locksLimit(pid), mark: variableOf(pid, MARK) };
}

/** Keeper, shell around the job, tee: they record the end, and are never signalled. Empty once the keeper is gone. */
export function ownProcesses(
	keeper: ProcessIdentity | undefined,
): ProcessFacts[] {
	if (keeper === undefined) return [];
	const all = processIds().flatMap((pid) => factsOf(pid) ?? []);
	return ownAmong(all, keeper);
}

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

/**
 * The job and what it started, one by one and the newest first: each as soon as
 * it is found, so that a signal can reach what lives for a moment only.
 */
export function* jobProcesses(
	traces: Traces,
	own = ownProcesses(traces.keeper),
): Generator<ProcessFacts> {
	const inside = insideOf(traces);
	const belongs = belongsTo(traces, own, inside);
	let isAlone = true;
	for (const pid of new Set([...inside, ...processIds()])) {
		const seen = see(pid);
		if (seen === undefined || !belongs(seen)) continue;
		// The list is older than the process that was seen: its number may have been given again.
		if (inside.has(pid) && !isIn(pid, traces.cgroup)) continue;
		isAlone = false;
		yield seen;
	}
	if (isAlone) yield* holdersOf(own);
}

/**
 * Those of a photograph; where it shows nobody, of one more look: a photograph
 * of all processes takes a while, and what forks may slip through it.
 */
export function jobProcessesLeft(
	traces: Traces,
	photo: readonly Seen[],
): readonly ProcessFacts[] {
	const own = ownAmong(photo, traces.keeper);
	const found = photo.filter(belongsTo(traces, own, insideOf(traces)));
	return found.length > 0 ? found : [...jobProcesses(traces)];
}

/**
 * Those that are known without a look into anybody's memory, which a process
 * that hangs can keep waiting; zombies too. Until `isOver` says so.
 */
export function* membersAtAGlance(
	traces: Traces,
	isOver: () => boolean,
): Generator<ProcessFacts> {
	const own = ownProcesses(traces.keeper);
	const inside = insideOf(traces);
	const belongs = belongsTo(traces, own, inside);
	for (const pid of new Set([...inside, ...processIds()])) {
		if (isOver()) return;
		const facts = factsOf(pid);
		if (facts === undefined) continue;
		const seen = { ...facts, locksLimit: locksLimit(pid), mark: undefined };
		if (belongs(seen)) yield seen;
	}
}

export function insideOf({ cgroup }: Traces): ReadonlySet<number> {
	return new Set(cgroup === undefined ? [] : processesIn(cgroup));
}

function belongsTo(
	traces: Traces,
	own: readonly ProcessFacts[],
	inside: ReadonlySet<number>,
): (one: Seen) => boolean {
	const isOfIt = isNear(traces, own, inside);
	return (one) =>
		mayBeSignalled(one, own) && (isOfIt(one) || one.mark === traces.mark);
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
export function holdersOf(own: readonly ProcessFacts[]): ProcessFacts[] {
	const output = own
		.map(({ pid }) => outputOf(pid))
		.find((found) => found !== undefined);
	if (output === undefined) return [];
	return processIds().flatMap((pid) => {
		if (!holdsOutput(pid, output)) return [];
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
