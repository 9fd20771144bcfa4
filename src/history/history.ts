/**
 * The history as the Monitor keeps it: a line for each settlement, durable
 * before the records of its run go, and never twice. Where the file cannot be
 * used the queue goes on without it: it can be made anew from the folders.
 */
import { type Usual, UsualTimes } from "../core/usual.ts";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { entryText, type HistoryEntry, settlementOf } from "../text/history.ts";
import type { Instant } from "../text/instant.ts";
import { appendLines, faultOf, putAside, sweepAside } from "./history-file.ts";
import { lastLines } from "./last-lines.ts";

/** Bytes at its end in which the lines of an earlier Monitor are looked for. */
const SEARCHED = 1024 * 1024;
/** Bytes at its end from which the usual times are known. */
const LEARNT = 4 * 1024 * 1024;
/** Bytes at its end that a request for the last lines is worth. */
const SHOWN = 64 * 1024 * 1024;

export interface Settled {
	readonly key: string;
	readonly entry: HistoryEntry;
}

export class History {
	readonly #paths: Paths;
	/** Runs of an earlier Monitor, which may have written their lines. */
	readonly #adopted: ReadonlySet<string>;
	/** What the end of the file had when this Monitor started. */
	readonly #before: ReadonlySet<string>;
	/** Runs whose line this Monitor has seen to, until they are reaped. */
	readonly #done = new Set<string>();
	#usual: UsualTimes | undefined;

	/** `keys`: the runs that an earlier Monitor left. With the root held, before the first turn. */
	constructor(paths: Paths, keys: readonly string[]) {
		sweepAside(paths);
		this.#paths = paths;
		this.#adopted = new Set(keys);
		// Now: CLEAR HISTORY may move it aside before the first of them is reaped.
		const before = keys.length === 0 ? [] : lastEntries(paths, SEARCHED);
		this.#before = new Set([...before].map(settlementOf));
	}

	/**
	 * Durable when it returns, in one step. Says what keeps the lines from being
	 * written, where that is about this file alone; any other error is thrown.
	 */
	append(settled: readonly Settled[]): string | undefined {
		const entries = settled.flatMap(({ key, entry }) =>
			this.#done.has(key) || this.#wasThere(key, entry) ? [] : [entry],
		);
		const complaint = entries.length > 0 ? this.#write(entries) : undefined;
		for (const { key } of settled) this.#done.add(key);
		return complaint;
	}

	#wasThere(key: string, entry: HistoryEntry): boolean {
		return this.#adopted.has(key) && this.#before.has(settlementOf(entry));
	}

	/** The records of its run are gone. */
	forget(key: string): void {
		this.#done.delete(key);
	}

	/** The last ones, the newest last. */
	latest(count: number): readonly HistoryEntry[] {
		const entries: HistoryEntry[] = [];
		if (count === 0) return entries;
		for (const entry of lastEntries(this.#paths, SHOWN)) {
			if (entries.length >= count) break;
			entries.push(entry);
		}
		return entries.reverse();
	}

	/** How long runs of this task usually take; undefined: too few are known. */
	usualOf(taskName: string): Usual | undefined {
		this.#usual ??= new UsualTimes(
			[...lastEntries(this.#paths, LEARNT)].reverse(),
		);
		return this.#usual.of(taskName);
	}

	/** Moves the file aside; returns its new name, undefined where there is none. */
	clear(at: Instant): string | undefined {
		const name = putAside(this.#paths, at);
		this.#usual = undefined;
		return name;
	}

	#write(entries: readonly HistoryEntry[]): string | undefined {
		const fault = faultOf(this.#paths);
		if (fault !== undefined) return fault;
		try {
			appendLines(this.#paths, entries.map(entryText).join(""));
		} catch (error) {
			if (!files.isAboutOneFile(error)) throw error;
			return error instanceof Error ? error.message : String(error);
		}
		for (const entry of entries) this.#usual?.note(entry);
		return undefined;
	}
}

/** The newest first; none where the file may not be read. */
function* lastEntries(paths: Paths, most: number): Generator<HistoryEntry> {
	try {
		for (const { entry } of lastLines(paths, most)) yield entry;
	} catch (error) {
		if (!files.isUnreadable(error)) throw error;
	}
}
