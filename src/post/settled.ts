/**
 * The UOWs that settled last, as the history names them: its end is read once,
 * then only what is added. So it costs the same for a hundred and for a hundred
 * thousand.
 */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { linesBackwards } from "../history/backwards.ts";
import {
	type HistoryEntry,
	OUTCOMES,
	type OutcomeWord,
	readEntry,
} from "../text/history.ts";

/** Bytes of the history that are read for one UOW that is to be listed, and in all. */
const BYTES_EACH = 1024;
const MOST_BYTES = 8 * 1024 * 1024;
/** Bytes that are added between two looks; after more of them its end is read anew. */
const MOST_NEWS = 1024 * 1024;

type Lists = Readonly<Record<OutcomeWord, Map<number, HistoryEntry>>>;

const emptyLists = (): Lists => ({
	done: new Map(),
	error: new Map(),
	fail: new Map(),
});

export class SettledList {
	readonly #paths: Paths;
	/** By id, the oldest first. */
	#lists: Lists = emptyLists();
	#read: { inode: string; offset: number } | undefined;
	#present = new Map<OutcomeWord, { seen: string; list: HistoryEntry[] }>();
	/** Counts the changes of what is listed. */
	revision = 0;

	constructor(paths: Paths) {
		this.#paths = paths;
	}

	/** Looks at what was added, and went away; `most`: UOWs of each outcome that are kept in mind. */
	look(most: number): void {
		this.#catchUp(most);
		for (const outcome of OUTCOMES) this.#lookFor(outcome);
	}

	#catchUp(most: number): void {
		const stats = files.look(this.#paths.history);
		if (stats === undefined || !stats.isFile()) return;
		const inode = files.inodeOf(stats);
		if (this.#read?.inode === inode && this.#read.offset === stats.size) return;
		const fd = files.openAsIs(this.#paths.history);
		try {
			this.#readFrom(fd, inode, stats.size, most);
		} finally {
			files.close(fd);
		}
		this.revision += 1;
	}

	#readFrom(fd: number, inode: string, size: number, most: number): void {
		const from = this.#read?.inode === inode ? this.#read.offset : undefined;
		const isNear =
			from !== undefined && from <= size && size - from <= MOST_NEWS;
		if (!isNear) {
			this.#lists = emptyLists();
			const entries = newest(fd, most).reverse();
			for (const entry of entries) this.#note(entry, most);
			this.#read = { inode, offset: size };
			return;
		}
		const buffer = Buffer.allocUnsafe(size - from);
		const read = buffer.subarray(0, files.readAt(fd, buffer, from));
		// A line without its end is being written, or goes at the next settlement.
		const end = read.lastIndexOf("\n") + 1;
		for (const line of read.toString("utf8", 0, end).split("\n")) {
			const entry = readEntry(line);
			if (entry !== undefined) this.#note(entry, most);
		}
		this.#read = { inode, offset: from + end };
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

/** The newest first: as many of each outcome as are asked for, as far as they are near the end. */
function newest(fd: number, most: number): HistoryEntry[] {
	const found: HistoryEntry[] = [];
	const counts = { done: 0, error: 0, fail: 0 };
	const bytes = Math.min(MOST_BYTES, 3 * most * BYTES_EACH);
	const ids = new Set<number>();
	for (const line of linesBackwards(fd, bytes)) {
		const entry = readEntry(line);
		if (entry === undefined || ids.has(entry.id)) continue;
		ids.add(entry.id);
		counts[entry.outcome] += 1;
		if (counts[entry.outcome] <= most) found.push(entry);
		if (OUTCOMES.every((outcome) => counts[outcome] >= most)) break;
	}
	return found;
}
