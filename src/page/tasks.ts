/** What the history tells of each task: how often it ran, how it went, how long it takes. */
import {
	type HistoryEntry,
	OUTCOMES,
	type OutcomeWord,
} from "../text/history.ts";

export interface TaskFacts {
	readonly name: string;
	/** Its settlements, the newest first. */
	readonly entries: readonly HistoryEntry[];
	readonly counts: Readonly<Record<OutcomeWord, number>>;
	/** Seconds of those that ended well; undefined where none did. */
	readonly median: number | undefined;
}

/** `entries`: the newest first. The task with most runs comes first. */
export function tasksOf(entries: Iterable<HistoryEntry>): TaskFacts[] {
	const byName = new Map<string, HistoryEntry[]>();
	for (const entry of entries) {
		const own = byName.get(entry.taskName);
		if (own === undefined) byName.set(entry.taskName, [entry]);
		else own.push(entry);
	}
	return [...byName]
		.map(([name, own]) => taskOf(name, own))
		.sort((a, b) => b.entries.length - a.entries.length);
}

export function taskOf(
	name: string,
	entries: readonly HistoryEntry[],
): TaskFacts {
	const counts = { done: 0, error: 0, fail: 0 };
	for (const { outcome } of entries) counts[outcome] += 1;
	const well = entries.flatMap(({ outcome, seconds }) =>
		outcome === "done" && seconds !== null ? [seconds] : [],
	);
	return { name, entries, counts, median: medianOf(well) };
}

/** The lower one of two in the middle, as for what is usual. */
function medianOf(values: readonly number[]): number | undefined {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.ceil(sorted.length / 2) - 1];
}

/** `38 done, 2 error` */
export function countsText(
	counts: Readonly<Record<OutcomeWord, number>>,
): string {
	return OUTCOMES.filter((outcome) => counts[outcome] > 0)
		.map((outcome) => `${counts[outcome]} ${outcome}`)
		.join(", ");
}
