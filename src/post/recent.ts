/** The last settlements, for pictures: as many as are worth drawing, known from the end of the history. */
import type { Paths } from "../disk/paths.ts";
import { type Extent, HistoryTail } from "../history/tail.ts";
import { type HistoryEntry, momentOf } from "../text/history.ts";
import type { Instant } from "../text/instant.ts";
import { shorten } from "../text/visible.ts";

/** Settlements that are kept in mind, and bytes in which they are looked for. */
export const MOST_RECENT = 5000;
const MOST_BYTES = 4 * 1024 * 1024;
/** Bytes of a text in it. */
const LONGEST_TEXT = 500;

export interface Recent {
	/** The newest first. */
	readonly entries: readonly HistoryEntry[];
	/** Before that none is known, though there may have been some. */
	readonly knownFrom: Instant;
}

export class RecentRuns {
	readonly #tail: HistoryTail;
	/** The newest first. */
	#entries: readonly HistoryEntry[] = [];

	constructor(paths: Pick<Paths, "history">) {
		this.#tail = new HistoryTail(paths);
	}

	/** The newest first; the same value where nothing has come. */
	look(): readonly HistoryEntry[] {
		const news = this.#tail.look(extent);
		if (news === undefined) return this.#entries;
		const before = news.isAnew ? [] : this.#entries;
		const come = news.entries.map(brief).reverse();
		this.#entries = [...come, ...before].slice(0, MOST_RECENT);
		return this.#entries;
	}

	/** As of the last look. */
	knownFrom(): Instant {
		const oldest = this.#entries[MOST_RECENT - 1];
		return oldest === undefined ? 0 : momentOf(oldest);
	}
}

/** Without what no picture shows; a line that somebody wrote may have texts of any length. */
function brief(entry: HistoryEntry): HistoryEntry {
	const none = { info1: "", info2: "", info3: "", feedback: null };
	const { name, taskName, reason } = entry;
	return {
		...entry,
		...none,
		name: shorten(name, LONGEST_TEXT),
		taskName: shorten(taskName, LONGEST_TEXT),
		reason: reason && shorten(reason, LONGEST_TEXT),
	};
}

function extent(): Extent {
	let taken = 0;
	return {
		bytes: MOST_BYTES,
		take: () => {
			taken += 1;
			return taken > MOST_RECENT ? "enough" : true;
		},
	};
}
