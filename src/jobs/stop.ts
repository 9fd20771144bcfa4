/** One step of the kill ladder over a run; each process is checked to be the same just before its signal. */
import type { ProcessIdentity } from "../text/records.ts";
import type { StopSignal } from "../text/signals.ts";
import { killAllIn } from "./cgroup.ts";
import { jobProcesses, ownProcesses } from "./members.ts";
import { isAlive, type ProcessFacts } from "./proc.ts";
import type { Traces } from "./traces.ts";

/** Passes of KILL in one step; the next step follows soon, and others wait. */
const MOST_PASSES = 10;

/** The stop signal to the whole group at once, then to what left it; CONT, so that stopped ones hear it. */
export function askToStop(traces: Traces, signal: StopSignal): void {
	const { keeper } = traces;
	const own = ownProcesses(keeper);
	if (keeper !== undefined && own.length > 0)
		sendToGroup(keeper, `SIG${signal}`);
	for (const one of jobProcesses(traces, own)) {
		if (one.group !== keeper?.pid) sendTo(one, `SIG${signal}`);
		sendTo(one, "SIGCONT");
	}
}

/**
 * KILL to the job and all it started, until nobody new is found; keeper and tee
 * stay, to write down the end. Returns whom it found.
 */
export function forceToStop(traces: Traces): ProcessFacts[] {
	const own = ownProcesses(traces.keeper);
	const found = new Map<string, ProcessFacts>();
	let before = -1;
	for (let pass = 0; pass < MOST_PASSES && found.size > before; pass += 1) {
		before = found.size;
		// Found before the kernel ends them all at once, so that they can be named.
		for (const one of jobProcesses(traces, own)) {
			sendTo(one, "SIGKILL");
			found.set(`${one.pid} ${one.startTicks}`, one);
		}
		if (traces.cgroup !== undefined) killAllIn(traces.cgroup);
	}
	return [...found.values()];
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
