/** catq feedback NAME|ID: what a job reports now, or reported last, as JSON. */
import { feedbackPath, type Values, valuesOf } from "../spool/feedback-file.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { running } from "./asking.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { mentionMonitor, type OpenRoot, onRoot } from "./root.ts";
import type { Given } from "./verb.ts";

export function act({ root, args }: Given): Promise<ExitCode> {
	return onRoot(root, (open) => run(open, args[0] ?? ""));
}

function run(root: OpenRoot, asked: string): ExitCode {
	const found = running(root, asked);
	if (typeof found === "number") return found;
	const { name, id, feedback } = found.ticket;
	if (feedback === undefined)
		return complain(
			`${visible(name)} promised no feedback: its header has no FEEDBACK`,
			EXIT.no,
		);
	show(valuesOf(feedbackPath(root.paths, id)) ?? new Map());
	mentionMonitor(root);
	return EXIT.ok;
}

function show(values: Values): void {
	process.stdout.write(`${visibleJson(Object.fromEntries(values), 2)}\n`);
}
