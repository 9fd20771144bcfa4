/**
 * What belongs to a run: its keeper, the keeper's own two helpers (the shell
 * around the job, and tee), and everything the job started, found by each of
 * the run's traces and by who holds tee's input.
 */
import type { ProcessIdentity } from "../text/records.ts";
import { processesIn } from "./cgroup.ts";
import {
	carries,
	everyProcess,
	factsOf,
	isDead,
	locksLimit,
	openFiles,
	type ProcessFacts,
	processIds,
} from "./proc.ts";
import type { Traces } from "./traces.ts";

/** Passes in a row that must find nothing: one pass is no photograph, and what forks may slip through it. */
const EMPTY_PASSES = 2;

/** Keeper, shell around the job, tee: they record the end, and are never signalled. Empty once the keeper is gone. */
export function ownProcesses(
	keeper: ProcessIdentity | undefined,
): ProcessFacts[] {
	const leader = keeper === undefined ? undefined : factsOf(keeper.pid);
	if (
		leader === undefined ||
		isDead(leader) ||
		leader.startTicks !== keeper?.startTicks
	)
		return [];
	const children = everyProcess().filter((one) => one.parent === leader.pid);
	return [leader, ...children];
}

/**
 * The job and what it started, one by one and the newest first: each as soon as
 * it is found, so that a signal can reach what lives for a moment only.
 */
export function* jobProcesses(traces: Traces): Generator<ProcessFacts> {
	const own = ownProcesses(traces.keeper);
	const isOwn = new Set(own.map((one) => one.pid));
	// While the leader lives its pid is nobody else's, and so are its group and session.
	const leader = own[0]?.pid;
	// tee's own input and nothing else: a pipe that everybody inherited says nothing.
	const input = own
		.map((one) => inputOf(one.pid))
		.find((target) => target?.startsWith("pipe:"));
	const inside = new Set(
		traces.cgroup === undefined ? [] : processesIn(traces.cgroup),
	);
	for (const pid of new Set([...inside, ...processIds()])) {
		const facts = factsOf(pid);
		if (facts === undefined || isDead(facts)) continue;
		if (isOwn.has(pid) || pid === process.pid || pid <= 1) continue;
		if (
			inside.has(pid) ||
			facts.group === leader ||
			facts.session === leader ||
			locksLimit(pid) === traces.locksLimit ||
			carries(pid, traces.variable) ||
			(input !== undefined && holds(pid, input))
		)
			yield facts;
	}
}

/** All that is found in a pass, and in another one where it found nothing. */
export function jobProcessesLeft(traces: Traces): ProcessFacts[] {
	for (let pass = 1; pass < EMPTY_PASSES; pass += 1) {
		const found = [...jobProcesses(traces)];
		if (found.length > 0) return found;
	}
	return [...jobProcesses(traces)];
}

/** Whether anything of the job lives; for runs whose keeper is gone. */
export function hasJobProcesses(traces: Traces): boolean {
	return !jobProcesses(traces).next().done;
}

function inputOf(pid: number): string | undefined {
	return openFiles(pid).find((file) => file.fd === "0")?.target;
}

function holds(pid: number, target: string): boolean {
	return openFiles(pid).some((file) => file.target === target);
}
