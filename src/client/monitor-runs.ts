/** Whether a Monitor holds a root. */
import type { Paths } from "../disk/paths.ts";
import { probeFlock } from "../jobs/flock.ts";

export function monitorRuns({ root }: Pick<Paths, "root">): boolean {
	const probe = probeFlock(root);
	if (probe !== "taken" && probe !== "free") throw new Error(probe);
	return probe === "taken";
}
