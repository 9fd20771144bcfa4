/** catq add: puts a UOW into a queue, and prints its name. */
import { EXIT } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { drop } from "../client/drop.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { draftOf } from "./draft.ts";

export function act(given: Given): Promise<number> {
	return onRoot(given.root, (root) => {
		const ready = draftOf(root, given);
		if (typeof ready === "number") return ready;
		process.stdout.write(`${drop(root.paths, ready.text, ready)}\n`);
		warnWithoutMonitor(root);
		return EXIT.ok;
	});
}

function warnWithoutMonitor({ paths }: OpenRoot): void {
	if (!monitorRuns(paths))
		process.stderr.write(
			`catq: no Monitor runs on ${paths.root}: it waits there until one does\n`,
		);
}
