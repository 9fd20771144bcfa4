/** One pass of the kill ladder over a run; each process is checked to be the same just before its signal. */
import type { ProcessIdentity } from "../text/records.ts";
import type { StopSignal } from "../text/signals.ts";
import { membersOf } from "./members.ts";
import { isAlive } from "./proc.ts";

/** The stop signal to the whole group at once, then to what left it; CONT, so that stopped ones hear it. */
export function askToStop(
	keeper: ProcessIdentity | undefined,
	mark: string,
	signal: StopSignal,
): void {
	const { own, job } = membersOf(keeper, mark);
	if (keeper !== undefined && own.length > 0) send(-keeper.pid, `SIG${signal}`);
	for (const one of job) {
		if (one.group !== keeper?.pid) sendTo(one, `SIG${signal}`);
		sendTo(one, "SIGCONT");
	}
}

/** KILL to the job and all it started; keeper and tee stay, to write down the end. Returns how many there were. */
export function forceToStop(
	keeper: ProcessIdentity | undefined,
	mark: string,
): number {
	const { job } = membersOf(keeper, mark);
	for (const one of job) sendTo(one, "SIGKILL");
	return job.length;
}

function sendTo(identity: ProcessIdentity, signal: NodeJS.Signals): void {
	if (isAlive(identity)) send(identity.pid, signal);
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// Gone meanwhile, or not ours to signal: the next pass tells.
	}
}
