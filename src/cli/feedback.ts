/** catq feedback NAME|ID: what a job reports now, or reported last, as JSON. */
import { feedbackPath, type Values, valuesOf } from "../spool/feedback-file.ts";
import { lastReport } from "../spool/final-section.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { type RunningOrSettled, runningOrSettled } from "./asking.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { mentionMonitor, type OpenRoot, onRoot } from "./root.ts";
import type { Given } from "./verb.ts";

export function act({ root, args }: Given): Promise<ExitCode> {
	return onRoot(root, (open) => run(open, args[0] ?? ""));
}

function run(root: OpenRoot, asked: string): ExitCode {
	const found = runningOrSettled(root, asked);
	if (typeof found === "number") return found;
	if (found.kind === "settled" && found.others !== undefined)
		return complain(
			`several UOWs are named ${visible(found.name)}, in ${[found.place, ...found.others].join(", ")}; ask by its id`,
			EXIT.usage,
		);
	const name = found.kind === "runs" ? found.run.ticket.name : found.name;
	const values = valuesIn(root, found);
	if (values === undefined)
		return complain(
			`${visible(name)} promised no feedback: its header has no FEEDBACK`,
			EXIT.no,
		);
	process.stdout.write(`${visibleJson(Object.fromEntries(values), 2)}\n`);
	mentionMonitor(root);
	return EXIT.ok;
}

/** Undefined where it promised none. */
export function valuesIn(
	{ paths, config }: OpenRoot,
	found: RunningOrSettled,
): Values | undefined {
	if (found.kind === "settled") return lastReport(paths, found, config);
	const { ticket } = found.run;
	return (
		ticket.feedback && (valuesOf(feedbackPath(paths, ticket)) ?? new Map())
	);
}
