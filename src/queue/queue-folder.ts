/**
 * One queue folder, looked at again and again. What was read once is remembered
 * by name and version; forgetting it changes nothing but speed. A deep look
 * lists the folder, a shallow one only looks at what was still arriving and at
 * what the Monitor itself changed.
 */

import type { Stats } from "node:fs";
import type { Waiting } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { Hearsay } from "../disk/hearsay.ts";
import { manyNamesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { isPlaceholder, removeIfThere } from "../disk/steps.ts";
import type { Uptime } from "../text/instant.ts";
import { isReadme, isUnfinished, type Queue } from "../text/places.ts";
import { Arrivals, MOST_ARRIVALS } from "./arrivals.ts";
import type { Attention } from "./attention.ts";
import { type First, NOTHING } from "./front.ts";
import { Owed } from "./owed.ts";
import { Queued } from "./queued.ts";
import { isStill, type QueueHelp, readEntry } from "./read-entry.ts";
import { Reading } from "./reading.ts";
import { SortedWaiting } from "./sorted.ts";

export class QueueFolder {
	readonly #paths: Paths;
	readonly #place: Queue;
	readonly #attention: Attention;
	readonly #queued = new Map<string, Queued>();
	readonly #arrivals = new Arrivals();
	readonly #hearsay = new Hearsay();
	/** Of these not every change is heard (chattr): they are looked at when others come. */
	readonly #leftAlone = new Set<string>();
	readonly #owed = new Owed();
	readonly #waiting = new SortedWaiting();
	readonly #reading = new Reading();
	#unfinished: number[] = [];
	#folderTime = -1;
	readonly #startedAt = Date.now();

	/** `first`: what came first when an earlier Monitor looked. */
	constructor(
		paths: Paths,
		place: Queue,
		attention: Attention,
		first: First = NOTHING,
	) {
		this.#attention = attention;
		this.#paths = paths;
		this.#place = place;
		this.#reading.begin(first);
	}

	get waiting(): readonly Waiting[] {
		return this.#reading.isWhole ? this.#waiting.list : this.#waiting.some;
	}

	get reading(): Pick<Reading, "isWhole" | "left" | "foreseen"> {
		return this.#reading;
	}

	/** How many wait, read or not. */
	get count(): number {
		return this.#waiting.size + this.#reading.left;
	}

	/** Another one whenever a UOW came or went. */
	get revision(): number {
		return this.#waiting.revision;
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
		this.#owed.all();
	}

	/** The timer: names may have come or gone unheard. */
	tick(): void {
		const time = files.look(this.#paths.folder(this.#place))?.mtimeMs;
		if (time !== this.#folderTime) this.#owed.names();
	}

	/** Nothing can be done about it: not shown again until it changes. */
	leaveAlone(name: string): void {
		this.#arrivals.leaveAlone(name);
		this.#leftAlone.add(name);
	}

	/** Forgets everything but what came first, after the configuration changed. */
	forget(first: First): void {
		this.#waiting.keep(() => false);
		for (const name of this.#known()) this.#drop(name);
		this.#reading.begin(first);
		this.#owed.allAtOnce();
	}

	/** Seconds until there is something to look at that nobody has named. */
	dueIn(uptime: Uptime): number {
		return this.#reading.isBusy ? 0 : this.#owed.dueIn(uptime);
	}

	/** Returns whether the folder was listed. */
	look(uptime: Uptime, help: QueueHelp): boolean {
		if (this.#hearsay.isDeafened) this.#owed.all();
		const deep = !this.#reading.isAhead && this.#owed.isDue(uptime);
		const again = this.#hearsay.hasHeard ? [...this.#leftAlone] : [];
		const names = this.#hearsay.take();
		if (deep) this.#list(uptime);
		if (this.#reading.isBusy) this.#readOn(uptime, help);
		for (const name of deep ? [] : this.#arrivals.next())
			this.#see(name, uptime, help);
		for (const name of [...names, ...again.slice(0, MOST_ARRIVALS)])
			this.#see(name, uptime, help);
		return deep;
	}

	/** Each file is to be looked at where that is owed, else only what came: what changes in place is heard. */
	#list(uptime: Uptime): void {
		const begun = performance.now();
		const folder = this.#paths.folder(this.#place);
		this.#folderTime = files.look(folder)?.mtimeMs ?? -1;
		const names = manyNamesIn(folder);
		this.#dropMissing(names);
		this.#unfinished = names
			.filter((name) => isUnfinished(name) && !isReadme(name))
			.map(
				(name) => files.look(this.#paths.at(this.#place, name))?.mtimeMs ?? 0,
			);
		const others = names.filter(
			(name) => !isReadme(name) && !isUnfinished(name),
		);
		const isNew = (name: string) => this.#entryOf(name) === undefined;
		const isAll = this.#owed.pay(uptime);
		this.#reading.found(
			others.filter(isNew),
			isAll ? others.filter((name) => !isNew(name)) : [],
		);
		this.#took(begun);
	}

	#dropMissing(names: readonly string[]): void {
		const known = this.#known();
		if (known.length === 0) return;
		const present = new Set(names);
		const gone = known.filter((name) => !present.has(name));
		if (gone.length > 0) this.#waiting.keep(({ name }) => present.has(name));
		for (const name of gone) this.#drop(name);
	}

	#readOn(uptime: Uptime, help: QueueHelp): void {
		const begun = performance.now();
		this.#reading.slice((name) => this.#see(name, uptime, help));
		this.#took(begun);
	}

	#took(begun: number): void {
		this.#owed.took((performance.now() - begun) / 1000);
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
		if (stats === undefined || this.#isSwept(name, stats)) return;
		const entry = readEntry(this.#paths, this.#place, name, stats, help);
		if (entry instanceof Queued) {
			this.#queued.set(name, entry);
			this.#waiting.add(entry);
			this.#attention.add(entry);
			if (!this.#attention.has(entry)) this.#reading.add(entry);
		} else if (entry !== undefined) {
			const since =
				isKnown && !(known instanceof Queued) ? known.since : uptime;
			this.#arrivals.add(name, entry, since);
		}
	}

	/** A placeholder that a crash left behind goes when it is met for the first time. */
	#isSwept(name: string, stats: Stats): boolean {
		const isOurs =
			!this.#reading.isWhole &&
			isPlaceholder(stats) &&
			stats.uid === process.geteuid?.() &&
			stats.ctimeMs < this.#startedAt;
		if (isOurs) removeIfThere(this.#paths.at(this.#place, name));
		return isOurs;
	}

	#drop(name: string): void {
		const queued = this.#queued.get(name);
		if (queued !== undefined) {
			this.#waiting.remove(queued);
			this.#attention.remove(queued);
			this.#reading.remove(queued);
		}
		this.#queued.delete(name);
		this.#arrivals.remove(name);
		this.#leftAlone.delete(name);
	}
}
