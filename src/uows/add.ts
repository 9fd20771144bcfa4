/** catq add: puts a UOW into a queue, and prints its name. */
import { EXIT, say } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { drop } from "../client/drop.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { typedDraft } from "./draft.ts";

export function act(given: Given): Promise<number> {
	return onRoot(given.root, (root) => {
		const ready = typedDraft(root, given);
		if ("code" in ready) return say(ready);
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
