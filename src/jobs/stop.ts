/** One step of the kill ladder, over all runs of a turn; each process is checked to be the same just before its signal. */
import type { ProcessIdentity } from "../text/records.ts";
import type { StopSignal } from "../text/signals.ts";
import { killAllIn } from "./cgroup.ts";
import { Crowd } from "./crowd.ts";
import { isAlive, type ProcessFacts } from "./proc.ts";
import type { Traces } from "./traces.ts";

/** Passes of KILL in one step, and seconds after which there is no further one; the next step follows soon, and others wait. */
const MOST_PASSES = 10;
const LONGEST = 1;

/** The stop signal to the whole groups at once, then to what left them; CONT, so that stopped ones hear it. */
export function askToStop(signals: ReadonlyMap<Traces, StopSignal>): void {
	if (signals.size === 0) return;
	const crowd = new Crowd([...signals.keys()]);
	for (const [{ keeper }, signal] of signals)
		if (keeper !== undefined) sendToGroup(keeper, `SIG${signal}`);
	for (const { traces, one } of crowd.jobProcesses()) {
		const signal = signals.get(traces);
		if (signal !== undefined && one.group !== traces.keeper?.pid)
			sendTo(one, `SIG${signal}`);
		sendTo(one, "SIGCONT");
	}
}

/**
 * KILL to the jobs and all they started, until nobody new is found; keepers and
 * tees stay, to write down the ends. Returns whom it found.
 */
export function forceToStop(
	runs: readonly Traces[],
): ReadonlyMap<Traces, readonly ProcessFacts[]> {
	if (runs.length === 0) return new Map();
	const end = performance.now() + LONGEST * 1000;
	const crowd = new Crowd(runs);
	const found = new Map(
		runs.map((traces) => [traces, new Map<string, ProcessFacts>()]),
	);
	for (let pass = 0; pass < MOST_PASSES; pass += 1) {
		let isNew = false;
		// Found before the kernel ends them all at once, so that they can be named.
		for (const { traces, one } of crowd.jobProcesses()) {
			sendTo(one, "SIGKILL");
			const known = found.get(traces);
			const identity = `${one.pid} ${one.startTicks}`;
			isNew ||= known?.has(identity) === false;
			known?.set(identity, one);
		}
		for (const { cgroup } of runs) if (cgroup !== undefined) killAllIn(cgroup);
		if (!isNew || performance.now() > end) break;
	}
	return new Map([...found].map(([run, who]) => [run, [...who.values()]]));
}

function sendTo(identity: ProcessIdentity, signal: NodeJS.Signals): void {
	if (isAlive(identity)) send(identity.pid, signal);
}

function sendToGroup(leader: ProcessIdentity, signal: NodeJS.Signals): void {
	if (isAlive(leader)) send(-leader.pid, signal);
}

/** 0, 1 and -1 would mean the Monitor's own group, init, and everybody. */
function send(pid: number, signal: NodeJS.Signals): void {
	if (!Number.isSafeInteger(pid) || Math.abs(pid) <= 1) return;
	try {
		process.kill(pid, signal);
	} catch {
		// Gone meanwhile, or not ours to signal: the next pass tells.
	}
}
