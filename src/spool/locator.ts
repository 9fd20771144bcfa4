/**
 * Where the UOW of each run lies now: a person may have moved it. Keeps each of
 * them open while it runs, so that its bytes can be saved where its name is
 * removed.
 */
import type { Located, Run } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { Overtaken, readUow } from "../disk/uow-file.ts";
import type { Uptime } from "../text/instant.ts";
import { PLACES, type Place } from "../text/places.ts";
import type { Ticket } from "../text/ticket.ts";
import type { UowHead } from "../text/uow-text.ts";

type Found = NonNullable<Run["uow"]>;

export interface Circumstances {
	readonly boot: string;
	readonly uptime: Uptime;
	/** Something of the run lives. */
	readonly isAlive: boolean;
	/** Where its keeper has the file open, while it lives. */
	readonly keepersFile: string | undefined;
}

/** Seconds between two searches of all places for a file that is not where it was. */
const SEARCH_PAUSE = 1;

export class Locator {
	readonly #paths: Paths;
	/** Where each UOW was seen last: a hint that saves a search. */
	readonly #lastSeen = new Map<string, Located>();
	/** Runs whose UOW this Monitor has brought out of its slot. */
	readonly #brought = new Set<string>();
	readonly #open = new Map<string, number>();
	readonly #searchAgain = new Map<string, Uptime>();

	constructor(paths: Paths) {
		this.#paths = paths;
	}

	/** While its job runs a missing file is searched for now and then; once it ended, at once. */
	locate(key: string, ticket: Ticket, now: Circumstances): Run["uow"] {
		const slot: Located = { place: "currently-executing", name: ticket.name };
		const is = (place: Located) => this.#identify(key, place, ticket, now.boot);
		const found =
			is(this.#lastSeen.get(key) ?? slot) ?? this.#search(key, is, now);
		if (found !== undefined) this.#lastSeen.set(key, found);
		if (ticket.boot === now.boot) this.#hold(key, ticket, found, now);
		return found;
	}

	/** Where the Monitor itself has brought the UOW of a run. */
	note(key: string, located: Located): void {
		this.#lastSeen.set(key, located);
		if (located.place !== "currently-executing") this.#brought.add(key);
	}

	/** Opens the UOW of a run that is about to start: its job may remove the name at once. */
	open(key: string, path: files.Path): void {
		const fd = openIfThere(path);
		if (fd !== undefined) this.#open.set(key, fd);
	}

	hasBrought(key: string): boolean {
		return this.#brought.has(key);
	}

	/** The open file of a run; undefined: nothing is left where its name is gone. */
	openFileOf(key: string): number | undefined {
		return this.#open.get(key);
	}

	forget(key: string): void {
		const fd = this.#open.get(key);
		if (fd !== undefined) files.close(fd);
		this.#open.delete(key);
		this.#lastSeen.delete(key);
		this.#brought.delete(key);
		this.#searchAgain.delete(key);
	}

	/** The run's own file: the inode alone may have been given to another since. */
	#identify(
		key: string,
		{ place, name }: Located,
		ticket: Ticket,
		boot: string,
	): Found | undefined {
		const path = this.#paths.at(place, name);
		const stats = files.look(path);
		if (stats === undefined || !stats.isFile()) return undefined;
		const inode = files.inodeOf(stats);
		if (!isInodeOf(ticket, inode, boot)) return undefined;
		const head = headOf(path);
		const id = head?.stamp?.id;
		// One without a head is known where this Monitor itself has brought it, too.
		const isBrought = id === undefined && this.#hasBroughtTo(key, place, name);
		if (!isBrought && !isIdOf(ticket, id, place)) return undefined;
		return { place, name, inode, size: stats.size, status: head?.status };
	}

	#hasBroughtTo(key: string, place: Place, name: string): boolean {
		const last = this.#lastSeen.get(key);
		return (
			this.#brought.has(key) && last?.place === place && last.name === name
		);
	}

	#search(
		key: string,
		is: (located: Located) => Run["uow"],
		now: Circumstances,
	): Found | undefined {
		const open = this.#open.get(key);
		// It has no name any more, anywhere.
		if (open !== undefined && files.statusOf(open).nlink === 0)
			return undefined;
		if (now.isAlive && now.uptime < (this.#searchAgain.get(key) ?? 0))
			return undefined;
		this.#searchAgain.set(key, now.uptime + SEARCH_PAUSE);
		for (const place of PLACES)
			for (const name of namesIn(this.#paths.folder(place))) {
				const found = is({ place, name });
				if (found !== undefined) return found;
			}
		return undefined;
	}

	#hold(
		key: string,
		ticket: Ticket,
		found: Run["uow"],
		now: Circumstances,
	): void {
		if (this.#open.has(key)) return;
		const fd =
			found === undefined
				? now.keepersFile && files.openLinked(now.keepersFile)
				: openIfThere(this.#paths.at(found.place, found.name));
		if (typeof fd !== "number") return;
		if (files.inodeOf(files.statusOf(fd)) === ticket.inode)
			this.#open.set(key, fd);
		else files.close(fd);
	}
}

function openIfThere(path: files.Path): number | undefined {
	try {
		return files.openToRead(path);
	} catch (error) {
		// Too many are open already: this one is followed by its name alone.
		const isFull = ["EMFILE", "ENFILE"].includes(files.codeOf(error) ?? "");
		if (isFull || files.isAboutOneFile(error)) return undefined;
		throw error;
	}
}

function headOf(path: files.Path): UowHead | undefined {
	try {
		return readUow(path).head;
	} catch (error) {
		if (error instanceof Overtaken || files.isAboutOneFile(error))
			return undefined;
		throw error;
	}
}

/** Whether a file may be the one of the ticket; device numbers change with a boot. */
export function isInodeOf(
	ticket: Ticket,
	inode: string,
	boot: string,
): boolean {
	return ticket.boot === boot
		? inode === ticket.inode
		: inode.split(":")[1] === ticket.inode.split(":")[1];
}

/** Whether the id in its head says so too; a head that its job has spoilt says nothing, in its slot. */
export function isIdOf(
	ticket: Ticket,
	id: number | undefined,
	place: Place,
): boolean {
	return (
		id === ticket.id || (id === undefined && place === "currently-executing")
	);
}
