/** Which UOWs shall have a page now, and what tells whether the one that is posted is still right. */
import type { Snapshot } from "../core/snapshot.ts";
import { uowFile } from "../page/names.ts";
import { OUTCOMES, settlementOf } from "../text/history.ts";
import type { SettledList } from "./settled.ts";
import type { Shown } from "./uow.ts";

/** UOWs that wait and have a page. */
export const MOST_WAITING = 100;
/** UOWs that run and have one. */
const MOST_RUNNING = 100;

export interface Wanted {
	readonly shown: Shown;
	/** Undefined: it runs, and its file has to be asked. */
	readonly version: string | undefined;
}

/** By the file of its page. One that was retried is what it is now, not how it ended before. */
export function wantedUows(
	snapshot: Snapshot,
	settled: SettledList,
): ReadonlyMap<string, Wanted> {
	const wanted = new Map<string, Wanted>();
	const add = (shown: Shown, version: string | undefined) => {
		const file = uowFile(shown.id);
		if (!wanted.has(file)) wanted.set(file, { shown, version });
	};
	for (const { ticket, uow } of snapshot.runs.slice(0, MOST_RUNNING))
		if (uow !== undefined && ticket.refused === undefined)
			add(
				{
					id: ticket.id,
					place: uow.place,
					name: uow.name,
					runs: true,
					attempt: ticket.attempt,
					entry: undefined,
				},
				undefined,
			);
	for (const { id, place, name, version } of snapshot.waiting.slice(
		0,
		MOST_WAITING,
	))
		add({ id, place, name, runs: false, entry: undefined }, version);
	for (const outcome of OUTCOMES)
		for (const entry of settled.present(outcome)) {
			const { id, name } = entry;
			const place = `${outcome}-q` as const;
			add(
				{ id, place, name, runs: false, entry },
				`${place} ${settlementOf(entry)}`,
			);
		}
	return wanted;
}
