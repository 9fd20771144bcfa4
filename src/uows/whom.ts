/** The UOW that a verb is about: what it takes to follow it. */
import { noSuch } from "../cli/asking.ts";
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import type { OpenRoot } from "../cli/root.ts";
import { find } from "../client/find.ts";
import { seenRuns } from "../client/runs.ts";
import type { Wanted } from "../client/track.ts";
import { uowAt } from "../client/uows.ts";
import { seenWaiting } from "../client/waiting.ts";
import type { Place } from "../text/places.ts";
import { visible } from "../text/visible.ts";

export interface Whom extends Wanted {
	readonly place: Place;
}

/** Or the exit code, where it has been said why there is none. */
export function whom(root: OpenRoot, asked: string): Whom | ExitCode {
	const found = find(root.paths, asked, Date.now());
	switch (found.kind) {
		case "runs": {
			const { name, id } = found.run.ticket;
			return { place: "currently-executing", name, id, header: "" };
		}
		case "waits":
		case "settled":
		case "discarded":
			return lyingAt(root, found.place, found.name);
		case "reserved":
		case "ambiguous":
		case "unknown":
			return noSuch(root, found, asked);
	}
}

function lyingAt({ paths }: OpenRoot, place: Place, name: string) {
	const uow = uowAt(paths, place, name);
	if (uow === undefined)
		return complain(
			`${visible(name)} cannot be read, or has just moved on; try again`,
			EXIT.tempFail,
		);
	const { stamp, header } = uow.head;
	return { place, name, id: stamp?.id, header };
}

/** The one that was started last; where none runs, the next one. */
export function runningOrNext(root: OpenRoot): Whom | ExitCode {
	const [run] = seenRuns(root.paths, Date.now()).sort(
		(a, b) => b.ticket.launchedAt - a.ticket.launchedAt,
	);
	const [next] = run === undefined ? seenWaiting(root.paths, 1).first : [];
	if (run === undefined && next === undefined)
		return complain("nothing runs, and nothing waits", EXIT.unknown);
	const chosen = run?.ticket.name ?? next?.name ?? "";
	process.stderr.write(`catq: ${visible(chosen)}\n`);
	return whom(root, chosen);
}
