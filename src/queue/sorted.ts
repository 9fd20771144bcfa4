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
		this.#settle();
		const at = this.#placeOf(waiting);
		if (this.#list[at] !== waiting) return;
		this.#revision += 1;
		this.#list.splice(at, 1);
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

function merged(a: readonly Waiting[], b: readonly Waiting[]): Waiting[] {
	const all: Waiting[] = [];
	let at = 0;
	for (const waiting of b) {
		for (let first = a[at]; first !== undefined; first = a[at]) {
			if (byStamp(first, waiting) > 0) break;
			all.push(first);
			at += 1;
		}
		all.push(waiting);
	}
	for (; at < a.length; at += 1) {
		const rest = a[at];
		if (rest !== undefined) all.push(rest);
	}
	return all;
}
