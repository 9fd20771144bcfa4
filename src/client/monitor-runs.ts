/** Whether a Monitor holds a root. */
import { readText } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { isHolder, probeFlock } from "../jobs/flock.ts";

export function monitorRuns(paths: Pick<Paths, "root" | "own">): boolean {
	const pid = notedPid(paths);
	// Most often it is just there, and flock(1) need not be started.
	if (pid !== undefined && isHolder(pid, paths.root)) return true;
	const probe = probeFlock(paths.root);
	if (probe !== "taken" && probe !== "free") throw new Error(probe);
	return probe === "taken";
}

/** Of the Monitor that was the last to hold it, as far as one may read that. */
function notedPid({ own }: Pick<Paths, "own">): number | undefined {
	try {
		const pid = /^pid (\d+) /.exec(readText(own("monitor")) ?? "")?.[1];
		return pid === undefined ? undefined : Number(pid);
	} catch {
		return undefined;
	}
}
