/**
 * What is seen of the root, for all who ask within a moment: many readers cost no
 * more than one, and whatever has settled is known from the history's end.
 */

import { composedDigest } from "../client/digest.ts";
import { type Listing, listingOf } from "../client/listing.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import type { Digest } from "../core/digest.ts";
import type { Paths } from "../disk/paths.ts";
import { RecentRuns } from "../post/recent.ts";
import { SettledList } from "../post/settled.ts";
import type { Config } from "../text/config.ts";
import type { HistoryEntry } from "../text/history.ts";
import type { Instant } from "../text/instant.ts";

/** Milliseconds for which a look holds. */
const HOLDS = 500;
/** UOWs of each outcome that have a page in a list. */
const MOST_SETTLED = 1000;

export interface Recent {
	readonly entries: readonly HistoryEntry[];
	readonly knownFrom: Instant;
}

export class Looks {
	readonly #paths: Paths;
	readonly #config: Config;
	readonly #settled: SettledList;
	readonly #recent: RecentRuns;
	readonly #seen = new Map<
		string,
		{ readonly at: number; readonly what: unknown }
	>();

	constructor(paths: Paths, config: Config) {
		this.#paths = paths;
		this.#config = config;
		this.#settled = new SettledList(paths);
		this.#recent = new RecentRuns(paths);
	}

	monitorRuns(): boolean {
		return this.#once("monitor", () => monitorRuns(this.#paths));
	}

	listing(): Listing {
		return this.#once("listing", () =>
			listingOf(this.#paths, this.#config, Date.now()),
		);
	}

	digest(): Digest {
		return this.#once("digest", () =>
			composedDigest(this.#paths, this.#config, Date.now()),
		);
	}

	/** The last settlements, the newest first; before `knownFrom` there may have been more. */
	recent(): Recent {
		return this.#once("recent", () => ({
			entries: this.#recent.look(),
			knownFrom: this.#recent.knownFrom(),
		}));
	}

	settled(): SettledList {
		return this.#once("settled", () => {
			this.#settled.look(MOST_SETTLED);
			return this.#settled;
		});
	}

	#once<T>(name: string, look: () => T): T {
		const now = performance.now();
		const seen = this.#seen.get(name);
		if (seen !== undefined && now - seen.at < HOLDS) return seen.what as T;
		const what = look();
		this.#seen.set(name, { at: performance.now(), what });
		return what;
	}
}
