/**
 * One queue folder, looked at again and again. What was read once is remembered
 * by name and version; forgetting it changes nothing but speed. A deep look
 * lists the folder, a shallow one only looks at what was still arriving and at
 * what the Monitor itself changed.
 */

import type { Arrival, Waiting } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { Hearsay } from "../disk/hearsay.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import type { Uptime } from "../text/instant.ts";
import { isReadme, isUnfinished, type Queue } from "../text/places.ts";
import type { Attention } from "./attention.ts";
import { type Entry, type QueueHelp, readEntry } from "./read-entry.ts";
import { SortedWaiting } from "./sorted.ts";

interface Seen extends Entry {
	readonly version: string;
	readonly since: Uptime;
}

/** Seconds between two looks at who has what open: all processes are asked. */
const WRITERS_PAUSE = 0.4;
/** Arrivals of one turn. */
const MOST_ARRIVALS = 200;
/** A deep look may take this part of the Monitor's time at most. */
const DEEP_SHARE = 0.05;
/** Edits in place do not show in the folder's own time: list it now and then all the same. */
const DEEP_EVERY = 300;

export class QueueFolder {
	readonly #paths: Paths;
	readonly #place: Queue;
	readonly #attention: Attention;
	readonly #seen = new Map<string, Seen>();
	readonly #arriving = new Set<string>();
	readonly #hearsay = new Hearsay();
	/** Of these not every change is heard (chattr): they are looked at when others come. */
	readonly #leftAlone = new Set<string>();
	/** What of the folder has to be looked at: which names there are, or each file. */
	#owed: "nothing" | "names" | "all" = "all";
	readonly #waiting = new SortedWaiting();
	#unfinished: number[] = [];
	#listedAt = Number.NEGATIVE_INFINITY;
	#listedFor = 0;
	/** When each file was looked at last. */
	#readAt = Number.NEGATIVE_INFINITY;
	#folderTime = -1;
	#writersAgain: Uptime = 0;

	constructor(paths: Paths, place: Queue, attention: Attention) {
		this.#attention = attention;
		this.#paths = paths;
		this.#place = place;
	}

	get waiting(): readonly Waiting[] {
		return this.#waiting.list;
	}

	/** How many files are not accepted yet. */
	get arriving(): number {
		return this.#arriving.size;
	}

	/** The next of them: where there are many, a turn looks at some. */
	#nextArrivals(): string[] {
		return [...this.#arriving].slice(0, MOST_ARRIVALS);
	}

	/** Some of them in turn, with how long they have been quiet; the next call shows others. */
	arrivals(uptime: Uptime): Arrival[] {
		const shown = this.#nextArrivals();
		if (shown.length < this.#arriving.size)
			for (const name of shown) {
				this.#arriving.delete(name);
				this.#arriving.add(name);
			}
		return shown.flatMap((name) => this.#arrivalOf(name, uptime));
	}

	#arrivalOf(name: string, uptime: Uptime): Arrival[] {
		const seen = this.#seen.get(name);
		if (seen?.arrival === undefined) return [];
		return [{ ...seen.arrival, quietFor: uptime - seen.since }];
	}

	/** Unfinished files older than `seconds`. */
	unfinishedOlderThan(seconds: number, now: number): number {
		return this.#unfinished.filter((time) => now - time > seconds * 1000)
			.length;
	}

	/** The Monitor changed this name: look at it in the next turn. */
	touch(name: string): void {
		this.#hearsay.did(name);
	}

	/** Something happened to this name; undefined: to some. Returns whether it is worth a look at once. */
	hear(name: string | undefined): boolean {
		if (name === undefined || isReadme(name)) {
			this.doubt();
			return true;
		}
		if (!isUnfinished(name)) return this.#hearsay.hear(name);
		this.#hearsay.pass();
		return this.#hearsay.isDeafened;
	}

	/** Nobody knows what happened since: look at each file. */
	doubt(): void {
		this.#owed = "all";
	}

	/** The timer: names may have come or gone unheard. */
	tick(): void {
		const time = files.look(this.#paths.folder(this.#place))?.mtimeMs;
		if (time !== this.#folderTime && this.#owed === "nothing")
			this.#owed = "names";
	}

	/** Nothing can be done about it: not shown again until it changes. */
	leaveAlone(name: string): void {
		this.#arriving.delete(name);
		this.#leftAlone.add(name);
	}

	/** Forgets everything, after the configuration changed. */
	forget(): void {
		for (const name of [...this.#seen.keys()]) this.#drop(name);
		this.#listedAt = Number.NEGATIVE_INFINITY;
		this.#owed = "all";
	}

	/** Seconds until the deep look that is owed may be made. */
	deepIn(uptime: Uptime): number {
		if (this.#owed === "nothing") return Number.POSITIVE_INFINITY;
		return Math.max(0, this.#listedAt + this.#listedFor / DEEP_SHARE - uptime);
	}

	/** Returns whether the folder was listed. */
	look(uptime: Uptime, help: QueueHelp): boolean {
		if (uptime - this.#readAt > DEEP_EVERY || this.#hearsay.isDeafened)
			this.#owed = "all";
		const deep = this.deepIn(uptime) === 0;
		const again = this.#hearsay.hasHeard ? [...this.#leftAlone] : [];
		const names = this.#hearsay.take();
		if (deep) this.#list(uptime, help);
		else for (const name of this.#nextArrivals()) this.#see(name, uptime, help);
		for (const name of [...names, ...again.slice(0, MOST_ARRIVALS)])
			this.#see(name, uptime, help);
		return deep;
	}

	/** Looks at each file where that is owed, else only at names that came or went: what changes in place is heard. */
	#list(uptime: Uptime, help: QueueHelp): void {
		const begun = performance.now();
		const folder = this.#paths.folder(this.#place);
		this.#folderTime = files.look(folder)?.mtimeMs ?? -1;
		const names = namesIn(folder);
		const present = new Set(names);
		const isAll = this.#owed === "all";
		for (const name of [...this.#seen.keys()])
			if (!present.has(name)) this.#drop(name);
		this.#unfinished = [];
		for (const name of names) {
			if (isReadme(name)) continue;
			if (isUnfinished(name))
				this.#unfinished.push(
					files.look(this.#paths.at(this.#place, name))?.mtimeMs ?? 0,
				);
			else if (isAll || !this.#seen.has(name)) this.#see(name, uptime, help);
		}
		this.#owed = "nothing";
		this.#listedAt = uptime;
		if (isAll) this.#readAt = uptime;
		this.#listedFor = (performance.now() - begun) / 1000;
	}

	#see(name: string, uptime: Uptime, help: QueueHelp): void {
		if (isReadme(name) || isUnfinished(name)) return;
		const stats = files.look(this.#paths.at(this.#place, name));
		const known = this.#seen.get(name);
		const version = stats && `${files.versionOf(stats)}:${stats.nlink}`;
		const isKnown = version !== undefined && known?.version === version;
		if (isKnown && known.isHeld !== true) return;
		this.#drop(name);
		if (stats === undefined || version === undefined) return;
		const seen = readEntry(this.#paths, this.#place, name, stats, help);
		if (seen === undefined) return;
		const since = isKnown ? known.since : uptime;
		this.#seen.set(name, { version, since, ...seen });
		if (seen.waiting === undefined) this.#arriving.add(name);
		else {
			this.#waiting.add(seen.waiting);
			this.#attention.add(seen.waiting);
		}
	}

	#drop(name: string): void {
		const seen = this.#seen.get(name);
		if (seen?.waiting !== undefined) {
			this.#waiting.remove(seen.waiting);
			this.#attention.remove(seen.waiting);
		}
		this.#seen.delete(name);
		this.#arriving.delete(name);
		this.#leftAlone.delete(name);
	}

	/** Notes for the files that wait to be quiet whether somebody has them open for writing. */
	noteWriters(
		quietFor: number,
		uptime: Uptime,
		writersOf: (inodes: ReadonlySet<string>) => ReadonlySet<string>,
	): void {
		const arrivals = this.#nextArrivals().flatMap((name) =>
			this.#arrivalOf(name, uptime),
		);
		// Nobody can write to it again without changing it; whoever still does is looked for now and then.
		const candidates = arrivals.filter(
			(arrival) =>
				arrival.kind === "text" &&
				arrival.quietFor >= quietFor &&
				arrival.writer !== false,
		);
		if (candidates.length === 0 || uptime < this.#writersAgain) return;
		this.#writersAgain = uptime + WRITERS_PAUSE;
		const written = writersOf(
			new Set(candidates.map((arrival) => arrival.inode)),
		);
		for (const arrival of candidates) {
			const seen = this.#seen.get(arrival.name);
			if (seen !== undefined && arrival.kind === "text")
				this.#seen.set(arrival.name, {
					...seen,
					arrival: { ...arrival, writer: written.has(arrival.inode) },
				});
		}
	}
}
