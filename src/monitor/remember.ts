/** The line of a settled UOW in the history. */
import type { Run } from "../core/snapshot.ts";
import { finalValues } from "../spool/final-section.ts";
import { type End, entryOf, type HistoryEntry } from "../text/history.ts";
import { announceOnce, type Now, type World } from "./world.ts";

/** Durable when it returns, all of them in one step; where the file cannot be used it is said, and the queue goes on. */
export function remember(
	world: World,
	now: Now,
	ends: readonly { readonly run: Run; readonly end: End }[],
): void {
	const complaint = world.history.append(
		ends.map(({ run, end }) => ({
			key: run.key,
			entry: entryFor(world, run, end),
		})),
	);
	if (complaint === undefined) return;
	announceOnce(
		world,
		now,
		`history ${complaint}`,
		`history.jsonl cannot be written (${complaint}): move it away, a new one is made; what it lacks then, catq history --rebuild brings back`,
	);
}

function entryFor(
	world: World,
	{ key, ticket, uow }: Run,
	end: End,
): HistoryEntry {
	return entryOf(
		{
			name: uow?.name ?? ticket.name,
			id: ticket.id,
			taskName: ticket.taskName,
			info: ticket.info,
			enqueuedAt: ticket.enqueuedAt,
			attempts: ticket.attempt,
			feedback: finalValues({
				paths: world.paths,
				runs: world.runs,
				key,
				ticket,
			}),
		},
		end,
	);
}
