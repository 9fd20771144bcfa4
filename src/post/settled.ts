/**
 * The UOWs that settled last, as the history names them: its end is read once,
 * then only what is added. So it costs the same for a hundred and for a hundred
 * thousand.
 */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { type Extent, HistoryTail } from "../history/tail.ts";
import {
	type HistoryEntry,
	OUTCOMES,
	type OutcomeWord,
} from "../text/history.ts";

/** Bytes of the history that are read for one UOW that is to be listed, and in all. */
const BYTES_EACH = 1024;
const MOST_BYTES = 8 * 1024 * 1024;

type Lists = Readonly<Record<OutcomeWord, Map<number, HistoryEntry>>>;

const emptyLists = (): Lists => ({
	done: new Map(),
	error: new Map(),
	fail: new Map(),
});

export class SettledList {
	readonly #paths: Paths;
	readonly #tail: HistoryTail;
	/** By id, the oldest first. */
	#lists: Lists = emptyLists();
	#present = new Map<OutcomeWord, { seen: string; list: HistoryEntry[] }>();
	/** Counts the changes of what is listed. */
	revision = 0;

	constructor(paths: Paths) {
		this.#paths = paths;
		this.#tail = new HistoryTail(paths);
	}

	/** Looks at what was added, and went away; `most`: UOWs of each outcome that are kept in mind. */
	look(most: number): void {
		this.#catchUp(most);
		for (const outcome of OUTCOMES) this.#lookFor(outcome);
	}

	#catchUp(most: number): void {
		const news = this.#tail.look(() => extentOf(most));
		if (news === undefined) return;
		if (news.isAnew) this.#lists = emptyLists();
		for (const entry of news.entries) this.#note(entry, most);
		this.revision += 1;
	}

	/** One that ran again counts as it ended last. */
	#note(entry: HistoryEntry, most: number): void {
		for (const outcome of OUTCOMES) this.#lists[outcome].delete(entry.id);
		const list = this.#lists[entry.outcome];
		list.set(entry.id, entry);
		const [oldest] = list.keys();
		if (list.size > most && oldest !== undefined) list.delete(oldest);
	}

	/** Those that lay in their folder at the last look, the newest first. */
	present(outcome: OutcomeWord): readonly HistoryEntry[] {
		return this.#present.get(outcome)?.list ?? [];
	}

	#lookFor(outcome: OutcomeWord): void {
		const place = `${outcome}-q` as const;
		const time = files.look(this.#paths.folder(place))?.mtimeMs;
		const seen = `${this.revision}:${time}`;
		if (this.#present.get(outcome)?.seen === seen) return;
		const list = [...this.#lists[outcome].values()]
			.filter(({ name }) => this.#lies(place, name))
			.reverse();
		this.#present.set(outcome, { seen, list });
	}

	#lies(place: "done-q" | "error-q" | "fail-q", name: string): boolean {
		// A line of the history may be somebody's.
		if (/[/\0]/.test(name) || name.length > 255) return false;
		return files.look(this.#paths.at(place, name))?.isFile() === true;
	}
}

/** As many of each outcome as are asked for, as far as they are near the end. */
function extentOf(most: number): Extent {
	const counts = { done: 0, error: 0, fail: 0 };
	const ids = new Set<number>();
	return {
		bytes: Math.min(MOST_BYTES, 3 * most * BYTES_EACH),
		take: ({ id, outcome }) => {
			if (OUTCOMES.every((one) => counts[one] >= most)) return "enough";
			if (ids.has(id)) return false;
			ids.add(id);
			counts[outcome] += 1;
			return counts[outcome] <= most;
		},
	};
}
