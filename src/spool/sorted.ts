/** The accepted UOWs of one queue in their order; adding or taking one does not sort the others again. */
import type { Waiting } from "../core/snapshot.ts";
import { byStamp } from "../text/stamp.ts";

export class SortedWaiting {
	#list: Waiting[] = [];

	get list(): readonly Waiting[] {
		return this.#list;
	}

	add(waiting: Waiting): void {
		this.#list.splice(this.#placeOf(waiting), 0, waiting);
	}

	remove(waiting: Waiting): void {
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
