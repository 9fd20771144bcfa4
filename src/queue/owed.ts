/** What of a folder has to be looked at, and when that may be: which names there are, or each file. */
import type { Uptime } from "../text/instant.ts";

/** Listing and what it leads to may take this part of the Monitor's time at most. */
const LIST_SHARE = 0.05;
/** Edits in place do not show in the folder's own time: look at each file now and then all the same, */
const ALL_EVERY = 300;
/** less often where that takes more than this part of the time. */
const ALL_SHARE = 0.0001;

export class Owed {
	#what: "nothing" | "names" | "all" = "all";
	#listedAt = Number.NEGATIVE_INFINITY;
	#listedFor = 0;
	/** When each file was looked at last. */
	#allAt = Number.NEGATIVE_INFINITY;
	#allFor = 0;

	all(): void {
		this.#what = "all";
	}

	names(): void {
		if (this.#what === "nothing") this.#what = "names";
	}

	allAtOnce(): void {
		this.#what = "all";
		this.#listedAt = Number.NEGATIVE_INFINITY;
	}

	/** Seconds until the folder may be listed, where that is owed. */
	dueIn(uptime: Uptime): number {
		if (this.#what === "nothing") return Number.POSITIVE_INFINITY;
		return Math.max(0, this.#listedAt + this.#listedFor / LIST_SHARE - uptime);
	}

	isDue(uptime: Uptime): boolean {
		if (uptime - this.#allAt > Math.max(ALL_EVERY, this.#allFor / ALL_SHARE))
			this.#what = "all";
		return this.dueIn(uptime) === 0;
	}

	/** The folder is listed now; returns whether each file is to be looked at. */
	pay(uptime: Uptime): boolean {
		const isAll = this.#what === "all";
		this.#what = "nothing";
		this.#listedAt = uptime;
		this.#listedFor = 0;
		if (isAll) {
			this.#allAt = uptime;
			this.#allFor = 0;
		}
		return isAll;
	}

	/** So long it took, or a part of it. */
	took(seconds: number): void {
		this.#listedFor += seconds;
		this.#allFor += seconds;
	}
}
