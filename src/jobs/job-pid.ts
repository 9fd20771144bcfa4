/** The pid of a job, for people: below its keeper is the shell around it, and below that the process that became the job. */
import type { ProcessIdentity } from "../text/records.ts";
import { isDead, type ProcessFacts } from "./proc.ts";

/** The keeper's own pid where the job is not there yet, or no more; undefined where the keeper is gone. */
export function jobPid(
	keeper: ProcessIdentity,
	processes: readonly ProcessFacts[],
): number | undefined {
	const below = (parent: number) =>
		processes.filter((one) => one.parent === parent && !isDead(one));
	const leader = processes.find(
		({ pid, startTicks }) =>
			pid === keeper.pid && startTicks === keeper.startTicks,
	);
	if (leader === undefined || isDead(leader)) return undefined;
	// tee, its other child, has none.
	const [job] = below(leader.pid).flatMap(({ pid }) => below(pid));
	return job?.pid ?? leader.pid;
}
