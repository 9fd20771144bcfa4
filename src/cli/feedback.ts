/** catq feedback NAME|ID: what a job reports now, or reported last, as JSON. */
import type { Command } from "commander";
import { feedbackPath, type Values, valuesOf } from "../spool/feedback-file.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { running } from "./asking.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { mentionMonitor, type OpenRoot, onRoot } from "./root.ts";

export function feedback(program: Command): void {
	program
		.command("feedback")
		.argument("<uow>", "name or id of a UOW that runs or has ended")
		.description("print the feedback values of a job as JSON")
		.action((asked: string) =>
			onRoot(program.opts<{ root?: string }>().root, (root) =>
				run(root, asked),
			),
		);
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
