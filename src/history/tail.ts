/**
 * The end of history.jsonl as it grows: read once, then only what is added. So it
 * costs the same for a hundred settlements and for a hundred thousand.
 */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { type HistoryEntry, readEntry } from "../text/history.ts";
import { linesBackwards } from "./backwards.ts";

export interface News {
	/** What came of it earlier does not count any more. */
	readonly isAnew: boolean;
	/** The newest last. */
	readonly entries: readonly HistoryEntry[];
}

export interface Extent {
	/** Bytes that are read at most where it is read anew. */
	readonly bytes: number;
	/** Whether one is to be kept, the newest first; "enough" ends the reading. */
	readonly take: (entry: HistoryEntry) => boolean | "enough";
}

/** Bytes that are added between two looks; after more of them its end is read anew. */
const MOST_NEWS = 1024 * 1024;

export class HistoryTail {
	readonly #paths: Pick<Paths, "history">;
	#read: { inode: string; offset: number } | undefined;

	constructor(paths: Pick<Paths, "history">) {
		this.#paths = paths;
	}

	/** Undefined where nothing has changed, or there is no file. */
	look(extent: () => Extent): News | undefined {
		const stats = files.look(this.#paths.history);
		if (stats === undefined || !stats.isFile()) return undefined;
		const inode = files.inodeOf(stats);
		const { size } = stats;
		if (this.#read?.inode === inode && this.#read.offset === size)
			return undefined;
		const fd = files.openAsIs(this.#paths.history);
		try {
			const from = this.#read?.inode === inode ? this.#read.offset : undefined;
			const isNear =
				from !== undefined && from <= size && size - from <= MOST_NEWS;
			if (isNear) return this.#added(fd, inode, from, size);
			this.#read = { inode, offset: size };
			return { isAnew: true, entries: newest(fd, extent()).reverse() };
		} finally {
			files.close(fd);
		}
	}

	#added(fd: number, inode: string, from: number, size: number): News {
		const buffer = Buffer.allocUnsafe(size - from);
		const read = buffer.subarray(0, files.readAt(fd, buffer, from));
		// A line without its end is being written, or goes at the next settlement.
		const end = read.lastIndexOf("\n") + 1;
		this.#read = { inode, offset: from + end };
		const lines = read.toString("utf8", 0, end).split("\n");
		return {
			isAnew: false,
			entries: lines.flatMap((line) => readEntry(line) ?? []),
		};
	}
}

/** The newest first. */
function newest(fd: number, { bytes, take }: Extent): HistoryEntry[] {
	const found: HistoryEntry[] = [];
	for (const line of linesBackwards(fd, bytes)) {
		const entry = readEntry(line);
		const answer = entry === undefined ? false : take(entry);
		if (answer === "enough") break;
		if (entry !== undefined && answer) found.push(entry);
	}
	return found;
}
