/**
 * What is seen of the root, for all who ask within a moment: many readers cost no
 * more than one. No folder of what has settled is read while a Monitor says how
 * much lies there.
 */
import { composedDigest, postedDigest } from "../client/digest.ts";
import { type Listing, listingOf } from "../client/listing.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { type SeenRun, seenRuns } from "../client/runs.ts";
import type { Digest } from "../core/digest.ts";
import type { Paths } from "../disk/paths.ts";
import { type Recent, RecentRuns } from "../post/recent.ts";
import { SettledList } from "../post/settled.ts";
import type { Config } from "../text/config.ts";
import { Counts } from "./counts.ts";
import { CurrentConfig } from "./current-config.ts";
import { withPosted } from "./posted.ts";

/** Milliseconds for which a look holds. */
const HOLDS = 500;
/** UOWs of each outcome that have a page in a list. */
const MOST_SETTLED = 1000;

export class Looks {
	readonly #paths: Paths;
	readonly #config: CurrentConfig;
	readonly #settled: SettledList;
	readonly #counts: Counts;
	readonly #recent: RecentRuns;
	readonly #seen = new Map<string, { at: number; what: unknown }>();

	constructor(paths: Paths, config: Config) {
		this.#paths = paths;
		this.#config = new CurrentConfig(paths, config);
		this.#settled = new SettledList(paths);
		this.#recent = new RecentRuns(paths);
		this.#counts = new Counts(paths);
	}

	/** As it stands in its file now, if that is right. */
	config(): Config {
		return this.#once("config", () => this.#config.read());
	}

	monitorRuns(): boolean {
		return this.#once("monitor", () => monitorRuns(this.#paths));
	}

	runs(): readonly SeenRun[] {
		return this.#once("runs", () => seenRuns(this.#paths, Date.now()));
	}

	listing(): Listing {
		return this.#once("listing", () =>
			listingOf(this.#paths, this.config(), Date.now()),
		);
	}

	digest(): Digest {
		return this.#once("digest", () => {
			const posted = this.monitorRuns()
				? postedDigest(this.#paths)?.digest
				: undefined;
			return withPosted(
				posted,
				(counts) =>
					composedDigest(
						this.#paths,
						this.config(),
						Date.now(),
						this.listing(),
						counts,
					),
				() => this.#counts.look(),
			);
		});
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

	/** What was asked for has changed something: the next look is a new one. */
	forget(): void {
		this.#seen.clear();
	}

	#once<T>(name: string, look: () => T): T {
		const seen = this.#seen.get(name);
		if (seen !== undefined && performance.now() - seen.at < HOLDS)
			return seen.what as T;
		const what = look();
		this.#seen.set(name, { at: performance.now(), what });
		return what;
	}
}
