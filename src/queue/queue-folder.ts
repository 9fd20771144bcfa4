/**
 * One queue folder, looked at again and again. What was read once is remembered
 * by name and version; forgetting it changes nothing but speed. A deep look
 * lists the folder, a shallow one only looks at what was still arriving and at
 * what the Monitor itself changed.
 */

import type { Waiting } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { Hearsay } from "../disk/hearsay.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import type { Uptime } from "../text/instant.ts";
import { isReadme, isUnfinished, type Queue } from "../text/places.ts";
import { Arrivals, MOST_ARRIVALS } from "./arrivals.ts";
import type { Attention } from "./attention.ts";
import { Queued } from "./queued.ts";
import { isStill, type QueueHelp, readEntry } from "./read-entry.ts";
import { SortedWaiting } from "./sorted.ts";

/** A deep look may take this part of the Monitor's time at most. */
const DEEP_SHARE = 0.05;
/** Edits in place do not show in the folder's own time: list it now and then all the same. */
const DEEP_EVERY = 300;

export class QueueFolder {
	readonly #paths: Paths;
	readonly #place: Queue;
	readonly #attention: Attention;
	readonly #queued = new Map<string, Queued>();
	readonly #arrivals = new Arrivals();
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

	constructor(paths: Paths, place: Queue, attention: Attention) {
		this.#attention = attention;
		this.#paths = paths;
		this.#place = place;
	}

	get waiting(): readonly Waiting[] {
		return this.#waiting.list;
	}

	get arrivals(): Pick<Arrivals, "count" | "show" | "noteWriters"> {
		return this.#arrivals;
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
		this.#arrivals.leaveAlone(name);
		this.#leftAlone.add(name);
	}

	/** Forgets everything, after the configuration changed. */
	forget(): void {
		for (const name of this.#known()) this.#drop(name);
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
		else
			for (const name of this.#arrivals.next()) this.#see(name, uptime, help);
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
		for (const name of this.#known()) if (!present.has(name)) this.#drop(name);
		this.#unfinished = [];
		for (const name of names) {
			if (isReadme(name)) continue;
			if (isUnfinished(name))
				this.#unfinished.push(
					files.look(this.#paths.at(this.#place, name))?.mtimeMs ?? 0,
				);
			else if (isAll || this.#entryOf(name) === undefined)
				this.#see(name, uptime, help);
		}
		this.#owed = "nothing";
		this.#listedAt = uptime;
		if (isAll) this.#readAt = uptime;
		this.#listedFor = (performance.now() - begun) / 1000;
	}

	#known(): string[] {
		return [...this.#queued.keys(), ...this.#arrivals.names()];
	}

	#entryOf(name: string) {
		return this.#queued.get(name) ?? this.#arrivals.get(name);
	}

	#see(name: string, uptime: Uptime, help: QueueHelp): void {
		if (isReadme(name) || isUnfinished(name)) return;
		const stats = files.look(this.#paths.at(this.#place, name));
		const known = this.#entryOf(name);
		const isKnown =
			stats !== undefined && known !== undefined && isStill(known, stats);
		if (isKnown && (known instanceof Queued || !known.isHeld)) return;
		this.#drop(name);
		if (stats === undefined) return;
		const entry = readEntry(this.#paths, this.#place, name, stats, help);
		if (entry instanceof Queued) {
			this.#queued.set(name, entry);
			this.#waiting.add(entry);
			this.#attention.add(entry);
		} else if (entry !== undefined) {
			const since =
				isKnown && !(known instanceof Queued) ? known.since : uptime;
			this.#arrivals.add(name, entry, since);
		}
	}

	#drop(name: string): void {
		const queued = this.#queued.get(name);
		if (queued !== undefined) {
			this.#waiting.remove(queued);
			this.#attention.remove(queued);
		}
		this.#queued.delete(name);
		this.#arrivals.remove(name);
		this.#leftAlone.delete(name);
	}
}
