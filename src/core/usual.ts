/**
 * How long runs of a task usually take, from those that ended well; and whether
 * one that runs takes longer. A warning for people: nothing is ended for it.
 */
import type { HistoryEntry } from "../text/history.ts";

/** Seconds. */
export interface Usual {
	readonly median: number;
	/** All but one in twenty took no longer. */
	readonly p95: number;
	/** Of how many runs. */
	readonly runs: number;
}

/** Runs of a task that count, and how many are needed to call anything usual. */
const MOST_RUNS = 100;
const FEWEST_RUNS = 5;
/** Tasks that are remembered: a task name may be new with each UOW. */
const MOST_TASKS = 10_000;
/** A run that is no longer than this is not called slow, nor one that is hardly longer than usual. */
const SHORT = 2;
const HARDLY = 1.1;

export class UsualTimes {
	/** Seconds of the last runs, the oldest first; the task heard of last at the end. */
	readonly #tasks = new Map<string, number[]>();
	/** What was asked for since it changed: each look asks about each run. */
	readonly #known = new Map<string, Usual>();

	/** `entries`: the newest last. */
	constructor(entries: Iterable<HistoryEntry> = []) {
		for (const entry of entries) this.note(entry);
	}

	note({ outcome, seconds, taskName }: HistoryEntry): void {
		if (outcome !== "done" || seconds === null) return;
		const times = this.#tasks.get(taskName) ?? [];
		times.push(seconds);
		if (times.length > MOST_RUNS) times.shift();
		this.#known.delete(taskName);
		this.#tasks.delete(taskName);
		this.#tasks.set(taskName, times);
		const [oldest] = this.#tasks.keys();
		if (this.#tasks.size <= MOST_TASKS || oldest === undefined) return;
		this.#tasks.delete(oldest);
		this.#known.delete(oldest);
	}

	of(taskName: string): Usual | undefined {
		const times = this.#tasks.get(taskName) ?? [];
		if (times.length < FEWEST_RUNS) return undefined;
		const usual = this.#known.get(taskName) ?? usualOf(times);
		this.#known.set(taskName, usual);
		return usual;
	}
}

function usualOf(times: readonly number[]): Usual {
	const sorted = [...times].sort((a, b) => a - b);
	const at = (part: number) =>
		sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
	return { median: at(0.5), p95: at(0.95), runs: times.length };
}

/** Seconds of age beyond which a run is slow. */
export function slowAfter({ median, p95 }: Usual): number {
	return Math.max(p95, median * HARDLY, SHORT);
}
