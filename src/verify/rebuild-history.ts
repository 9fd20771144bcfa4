/**
 * history.jsonl made anew from what lies settled: heads, STATUS, FEEDBACK
 * sections. Of each UOW that is the last time it settled; lines of earlier
 * attempts, and of UOWs that are gone, are only in the file that goes aside.
 */
import { termsUnder } from "../core/plan.ts";
import * as files from "../disk/files.ts";
import { portable } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { replaceHistory } from "../history/history-file.ts";
import { lastLines } from "../history/last-lines.ts";
import { sectionOf } from "../spool/final-section.ts";
import type { Config } from "../text/config.ts";
import type { Values } from "../text/final-values.ts";
import { taskNameOf } from "../text/header.ts";
import {
	type End,
	entryOf,
	entryText,
	type HistoryEntry,
	momentOf,
	settlementOf,
} from "../text/history.ts";
import { SETTLED } from "../text/places.ts";
import { readSettled } from "../text/settled-status.ts";
import { holdRoot } from "./hold.ts";
import { ledgerFacts } from "./ledger-facts.ts";
import { everyFile, type Seen } from "./walk.ts";

export type Rebuilt =
	| {
			readonly done: true;
			readonly lines: number;
			/** Settlements in the file that was there which are in no text any more. */
			readonly lost: number;
			/** What the file that was there is called now. */
			readonly aside: string | undefined;
	  }
	| { readonly done: false; readonly why: string };

/** Needs the root for itself. */
export function rebuildHistory(paths: Paths, config: Config): Rebuilt {
	const now = Date.now();
	const hold = holdRoot(paths, "catq history --rebuild", now);
	if (!hold.held) return { done: false, why: hold.why };
	try {
		const settled = settledLines(paths, config);
		const lost = lostFrom(paths, new Set(settled.map(({ key }) => key)));
		const lines = settled.map(({ line }) => line);
		const aside = replaceHistory(paths, lines, now);
		return { done: true, lines: lines.length, lost, aside };
	} finally {
		hold.release();
	}
}

/** Of the lines that are there: how many settlements are not among these. */
function lostFrom(paths: Paths, found: ReadonlySet<string>): number {
	const lost = new Set<string>();
	for (const { entry } of lastLines(paths)) {
		const key = keyOf(entry);
		if (!found.has(key)) lost.add(key);
	}
	return lost.size;
}

/** When something was refused, no text says. */
function keyOf(entry: HistoryEntry): string {
	return settlementOf(
		entry.startedAt === null ? { ...entry, endedAt: null } : entry,
	);
}

interface Line {
	readonly key: string;
	readonly line: string;
}

/** In the order in which they ended; each settlement once, though copies of it may lie there. */
function settledLines(paths: Paths, config: Config): Line[] {
	const { attemptsOf } = ledgerFacts(paths);
	const found = new Map<string, Line & { at: number; id: number }>();
	for (const seen of everyFile(paths, [...SETTLED, "archive"])) {
		const entry = entryIn(seen, paths, config, attemptsOf);
		if (entry === undefined) continue;
		const { id } = entry;
		const line = entryText(entry);
		const key = keyOf(entry);
		found.set(settlementOf(entry), { key, at: momentOf(entry), id, line });
	}
	return [...found.values()].sort((a, b) => a.at - b.at || a.id - b.id);
}

/** Undefined for what is no UOW that settled. */
function entryIn(
	seen: Seen,
	paths: Paths,
	config: Config,
	attemptsOf: (id: number) => number,
): HistoryEntry | undefined {
	const { name, head } = seen;
	const { stamp, status } = head ?? {};
	const end = readSettled(status?.text ?? "");
	if (head === undefined || status === undefined || end === undefined)
		return undefined;
	const id = stamp?.id;
	if (stamp === undefined || id === undefined) return undefined;
	const terms = termsUnder(head, config);
	const never = /^not (run|started)\b/.test(end.reason ?? "");
	return entryOf(
		{
			name: portable(name),
			id,
			taskName: terms.taskName ?? taskNameOf(name),
			info: [terms.info1, terms.info2, terms.info3].map((text = "") => text),
			enqueuedAt: stamp.seconds * 1000,
			// STATUS counts the attempts of what ran; what did not would have been the next.
			attempts: never ? attemptsOf(id) + 1 : status.attempt,
			feedback: hasPromised(terms.feedback, end)
				? (sectionIn(seen, paths) ?? new Map())
				: undefined,
		},
		// Where STATUS has no times the file's own is when it was written.
		end.startedAt === undefined ? { ...end, endedAt: seen.stats.mtimeMs } : end,
	);
}

/** What was refused has promised nothing. */
function hasPromised(feedback: number | undefined, end: End): boolean {
	return feedback !== undefined && end.reason?.startsWith("not run") !== true;
}

function sectionIn(
	{ place, name, stats }: Seen,
	paths: Paths,
): Values | undefined {
	const fd = files.openAsIs(paths.at(place, name));
	try {
		return sectionOf(fd, stats.size);
	} finally {
		files.close(fd);
	}
}
