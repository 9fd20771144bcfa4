/** The accepted UOWs of one queue in their order; adding or taking one does not sort the others again. */

import type { Waiting } from "../core/snapshot.ts";
import { byStamp } from "../text/stamp.ts";

const MANY = 100;

export class SortedWaiting {
	#list: Waiting[] = [];
	/** Not put in their places yet. */
	#fresh: Waiting[] = [];

	get list(): readonly Waiting[] {
		this.#settle();
		return this.#list;
	}

	add(waiting: Waiting): void {
		this.#fresh.push(waiting);
	}

	/** One by one each moves all behind it; many are sorted in at once. */
	#settle(): void {
		const fresh = this.#fresh;
		if (fresh.length === 0) return;
		this.#fresh = [];
		if (fresh.length > MANY)
			this.#list = this.#list.concat(fresh).sort(byStamp);
		else
			for (const waiting of fresh)
				this.#list.splice(this.#placeOf(waiting), 0, waiting);
	}

	remove(waiting: Waiting): void {
		this.#settle();
		const at = this.#placeOf(waiting);
		if (this.#list[at]?.name === waiting.name) this.#list.splice(at, 1);
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
