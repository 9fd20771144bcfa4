/** catq up NAME|ID…: waiting UOWs move to priority-q, as mv -n would do it. */
import { nobody } from "../cli/asking.ts";
import {
	EXIT,
	type ExitCode,
	type Outcome,
	refused,
	say,
} from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { pick } from "../client/pick.ts";
import { raise } from "../client/raise.ts";
import { QUEUES } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import { each } from "./each.ts";

export function act({ root, args }: Given): Promise<ExitCode> {
	return onRoot(root, async (open) => {
		const code = await each(args, (asked) => say(raised(open, asked)));
		if (!monitorRuns(open.paths))
			process.stderr.write(
				`catq: no Monitor runs on ${open.paths.root}: nothing is started until one does\n`,
			);
		return code;
	});
}

export function raised(root: OpenRoot, asked: string): Outcome {
	const found = pick(root.paths, asked, QUEUES, Date.now());
	switch (found.kind) {
		case "unknown":
		case "reserved":
		case "ambiguous":
			return nobody(root, found, asked);
		case "runs":
			return refused(
				`${visible(found.run.ticket.name)} runs already`,
				EXIT.notRunning,
			);
		case "discarded":
			return refused(
				`${visible(found.name)} lies in trash; catq retry puts it back`,
				EXIT.notRunning,
			);
		case "settled":
			return refused(
				`${visible(found.name)} does not wait, it lies in ${found.place}; catq retry runs it again`,
				EXIT.notRunning,
			);
		case "waits":
			if (found.place === "currently-executing")
				return refused(`${visible(found.name)} runs already`, EXIT.notRunning);
			return found.place === "priority-q"
				? said(`${visible(found.name)} is in priority-q already`)
				: move(root, found.name);
	}
}

function move({ paths }: OpenRoot, name: string): Outcome {
	const { isDone, text } = raise(paths, name);
	return isDone ? said(text) : refused(text, EXIT.notRunning);
}

function said(text: string): Outcome {
	return { code: EXIT.ok, text };
}
