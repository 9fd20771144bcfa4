/** catq rm NAME|ID…: UOWs that wait or have settled move to trash, with a note; nothing is deleted. */
import { noSuch } from "../cli/asking.ts";
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { type Found, find } from "../client/find.ts";
import { idsInRun } from "../client/runs.ts";
import { stampAt } from "../client/uows.ts";
import { isMoved, look, versionOf } from "../disk/files.ts";
import { Overtaken } from "../disk/uow-file.ts";
import { discard } from "../spool/trash.ts";
import { visible } from "../text/visible.ts";
import { each } from "./each.ts";

const WHY = "removed by catq rm";

export function act({ root, args }: Given): Promise<ExitCode> {
	return onRoot(root, (open) => each(args, (asked) => run(open, asked)));
}

function run(root: OpenRoot, asked: string): ExitCode {
	const found = find(root.paths, asked, Date.now());
	switch (found.kind) {
		case "unknown":
		case "reserved":
		case "ambiguous":
			return noSuch(root, found, asked);
		case "runs":
			return complain(
				`${visible(found.run.ticket.name)} runs; end it first: catq kill ${found.run.ticket.id}`,
				EXIT.notRunning,
			);
		case "discarded":
			return complain(
				`${visible(found.name)} lies in trash already`,
				EXIT.notRunning,
			);
		case "waits":
		case "settled":
			return remove(root, found);
	}
}

function remove(
	{ paths }: OpenRoot,
	{ place, name }: Extract<Found, { kind: "waits" | "settled" }>,
): ExitCode {
	const shown = visible(name);
	const stats = look(paths.at(place, name));
	const id = stampAt(paths, place, name)?.id;
	if (id !== undefined && idsInRun(paths).has(id))
		return complain(
			`the Monitor is at work on ${shown} just now; try again`,
			EXIT.tempFail,
		);
	try {
		if (stats === undefined) throw new Overtaken("it is gone");
		const version = versionOf(stats);
		const got = discard(paths, { place, name, version }, [WHY], Date.now());
		process.stdout.write(`${place}/${shown} moved to trash/${visible(got)}\n`);
		return EXIT.ok;
	} catch (error) {
		if (!(error instanceof Overtaken || isMoved(error))) throw error;
		return complain(
			`${shown} was moved or changed just now; look, and try again`,
			EXIT.tempFail,
		);
	}
}
