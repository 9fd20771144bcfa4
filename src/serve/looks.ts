/**
 * What is seen of the root, for all who ask within a moment: many readers cost no
 * more than one, and whatever has settled is known from the history's end.
 */

import { composedDigest } from "../client/digest.ts";
import { type Listing, listingOf } from "../client/listing.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import type { Digest } from "../core/digest.ts";
import type { Paths } from "../disk/paths.ts";
import { SettledList } from "../post/settled.ts";
import type { Config } from "../text/config.ts";

/** Milliseconds for which a look holds. */
const HOLDS = 500;
/** UOWs of each outcome that have a page in a list. */
const MOST_SETTLED = 1000;

export class Looks {
	readonly #paths: Paths;
	readonly #config: Config;
	readonly #settled: SettledList;
	readonly #seen = new Map<
		string,
		{ readonly at: number; readonly what: unknown }
	>();

	constructor(paths: Paths, config: Config) {
		this.#paths = paths;
		this.#config = config;
		this.#settled = new SettledList(paths);
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
