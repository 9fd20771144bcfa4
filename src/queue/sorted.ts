/** The accepted UOWs of one queue in their order; adding or taking one does not sort the others again. */

import type { Waiting } from "../core/snapshot.ts";
import { byStamp } from "../text/stamp.ts";

const MANY = 100;

export class SortedWaiting {
	#list: Waiting[] = [];
	/** Not put in their places yet. */
	#fresh: Waiting[] = [];

	#revision = 0;

	/** Another one whenever something came or went. */
	get revision(): number {
		return this.#revision;
	}

	get list(): readonly Waiting[] {
		this.#settle();
		return this.#list;
	}

	/** While many come: not all of them are in their places yet, so that not all are moved each time. */
	get some(): readonly Waiting[] {
		if (this.#fresh.length <= MANY || this.#fresh.length > this.#list.length)
			this.#settle();
		return this.#list;
	}

	get size(): number {
		return this.#list.length + this.#fresh.length;
	}

	add(waiting: Waiting): void {
		this.#revision += 1;
		this.#fresh.push(waiting);
	}

	/** One by one each moves all behind it; many are sorted in at once. */
	#settle(): void {
		const fresh = this.#fresh;
		if (fresh.length === 0) return;
		this.#fresh = [];
		if (fresh.length > MANY)
			this.#list = merged(this.#list, fresh.sort(byStamp));
		else
			for (const waiting of fresh)
				this.#list.splice(this.#placeOf(waiting), 0, waiting);
	}

	remove(waiting: Waiting): void {
		this.#revision += 1;
		const at = this.#placeOf(waiting);
		if (this.#list[at] === waiting) this.#list.splice(at, 1);
		else if (this.#fresh.length > 0)
			this.#fresh = this.#fresh.filter((other) => other !== waiting);
	}

	/** Only those of which that is true: many go at once. */
	keep(isKept: (waiting: Waiting) => boolean): void {
		this.#settle();
		this.#revision += 1;
		this.#list = this.#list.filter(isKept);
	}

	/** The first place whose UOW does not come before this one; names make the order total. */
	#placeOf(waiting: Waiting): number {
		let low = 0;
		let high = this.#list.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			const other = this.#list[middle];
			if (other !== undefined && byStamp(other, waiting) < 0) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

/** Of two lists in their order one. */
function merged(a: readonly Waiting[], b: readonly Waiting[]): Waiting[] {
	// Room for just as many: a list that grows leaves others behind it.
	const all = a.concat(b);
	let [i, j] = [0, 0];
	for (let at = 0; at < all.length; at += 1) {
		const [first, second] = [a[i], b[j]];
		const isFirst =
			second === undefined ||
			(first !== undefined && byStamp(first, second) <= 0);
		const next = isFirst ? first : second;
		if (next !== undefined) all[at] = next;
		if (isFirst) i += 1;
		else j += 1;
	}
	return all;
}
