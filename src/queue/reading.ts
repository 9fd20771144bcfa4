/**
 * What of a queue has still to be looked at: some in each turn, so that the
 * Monitor acts and hears meanwhile. What an earlier Monitor wrote down of the
 * front of the queue comes first, before the folder is even listed.
 */
import { type First, placeOf } from "./front.ts";
import type { Queued } from "./queued.ts";

/** Files that are looked at in one turn. */
export const SLICE = 1000;
/** Files at the front that are read before the folder is listed. */
const AHEAD = 40;

export class Reading {
	/** Places by name, in the order of the queue. */
	#front: ReadonlyMap<string, string> = new Map();
	readonly #foreseen = new Set<Queued>();
	#names: readonly string[] = [];
	#next = 0;
	/** As many of the names are new. */
	#fresh = 0;
	#isListed = false;
	#isWhole = false;

	/** Begins anew. */
	begin({ count, first }: First): void {
		this.#front = new Map(first);
		this.#foreseen.clear();
		this.#names = first.slice(0, AHEAD).map(([name]) => name);
		this.#next = 0;
		// As it was when that was written: nobody knows better before the list.
		this.#fresh = Math.max(1, count);
		this.#isListed = false;
		this.#isWhole = false;
	}

	/** The folder was listed: of `fresh` nothing is known, `again` were looked at before. */
	found(fresh: readonly string[], again: readonly string[]): void {
		const front = this.#isWhole ? [] : this.#frontIn(fresh);
		const hasMore = front.length + again.length > 0;
		this.#names = hasMore ? [...front, ...fresh, ...again] : fresh;
		this.#fresh = front.length + fresh.length;
		this.#next = 0;
		this.#isListed = true;
		this.#isWhole ||= this.#fresh === 0;
		if (this.#isWhole) this.#front = new Map();
	}

	#frontIn(names: readonly string[]): string[] {
		const present = new Set(names.filter((name) => this.#front.has(name)));
		return [...this.#front.keys()].filter((name) => present.has(name));
	}

	/** The next ones are looked at; where that fails they are still to be looked at. */
	slice(look: (name: string) => void): void {
		const end = Math.min(this.#next + SLICE, this.#names.length);
		for (const name of this.#names.slice(this.#next, end)) look(name);
		this.#next = end;
		if (!this.#isListed) return;
		this.#isWhole ||= end >= this.#fresh;
		if (end === this.#names.length) this.found([], []);
	}

	/** Whether there is more to be looked at at once. */
	get isBusy(): boolean {
		return !this.#isListed || this.#names.length > 0;
	}

	/** Whether the front is still to be looked at, before the folder is listed. */
	get isAhead(): boolean {
		return !this.#isListed && this.#next < this.#names.length;
	}

	/** Whether all was read once, so that it is known what comes first and what there is twice. */
	get isWhole(): boolean {
		return this.#isWhole;
	}

	/** Names of which nothing is known yet. */
	get left(): number {
		return this.#isListed ? Math.max(0, this.#fresh - this.#next) : this.#fresh;
	}

	/** Those that came first when all was known. */
	get foreseen(): ReadonlySet<Queued> {
		return this.#foreseen;
	}

	/** It only waits for its turn. */
	add(queued: Queued): void {
		if (this.#front.get(queued.name) === placeOf(queued))
			this.#foreseen.add(queued);
	}

	remove(queued: Queued): void {
		this.#foreseen.delete(queued);
	}
}
