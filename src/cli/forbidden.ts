/** What is said to a user who may not do what a verb does: what of it is the Monitor's user's alone, and what others can do. */
import path from "node:path";
import { complain, EXIT, type ExitCode } from "./exit.ts";

const MEMBERS =
	"a member of its group can use add, run, status and history, and show, log, follow, wait and edit with the whole name of a UOW";

export function forbidden(root: string, error: unknown): ExitCode {
	return complain(forbiddenText(root, error), EXIT.config);
}

export function forbiddenText(root: string, error: unknown): string {
	const place = path.relative(root, pathOf(error)).split("/")[0] ?? "";
	if (place === "monitor_reads")
		return `requests are for the Monitor's user: you may not write monitor_reads of ${root}; ${MEMBERS}`;
	if (["run", "wait-q", "priority-q", "incoming"].includes(place))
		return `this is for the Monitor's user: you may not look into ${place} of ${root}; ${MEMBERS}`;
	const why = error instanceof Error ? error.message : String(error);
	return `you may not do this here (${why}); it is for the Monitor's user`;
}

function pathOf(error: unknown): string {
	return error instanceof Error && "path" in error ? String(error.path) : "";
}
