/** The records in run/: write them, read them, and say where the UOW of each run lies now. */

import type { Located, Run } from "../core/snapshot.ts";
import { PLACES, type Place } from "../text/places.ts";
import {
	type Fence,
	type Kill,
	killText,
	RECORDS,
	readEnd,
	readExit,
	readFence,
	readKill,
	readTicket,
	revocationText,
	type Ticket,
	ticketText,
} from "../text/records.ts";
import type { UowHead } from "../text/uow-text.ts";
import * as files from "./files.ts";
import { namesIn } from "./names.ts";
import type { Paths } from "./paths.ts";
import { createWhole, removeIfThere } from "./steps.ts";
import { Overtaken, readUow } from "./uow-file.ts";

const TICKET = /^(\d+-[0-9a-f]+)\.ticket$/;
const RECORD = new RegExp(`^(\\d+-[0-9a-f]+)\\.(${RECORDS.join("|")})$`);

export class RunFolder {
	readonly #paths: Paths;
	/** Tickets never change once they are whole. */
	readonly #tickets = new Map<string, Ticket>();
	/** Where each UOW was seen last: a hint that saves a search. */
	readonly #lastSeen = new Map<string, Located>();

	constructor(paths: Paths) {
		this.#paths = paths;
	}

	keys(): string[] {
		return namesIn(this.#paths.folder("run")).flatMap(
			(name) => TICKET.exec(name)?.[1] ?? [],
		);
	}

	/** Undefined where the ticket was cut short or is gone: nothing was started by it. */
	ticketOf(key: string): Ticket | undefined {
		const known = this.#tickets.get(key);
		if (known !== undefined) return known;
		const ticket = readTicket(
			files.readText(this.#paths.record(key, "ticket")) ?? "",
		);
		if (ticket !== undefined) this.#tickets.set(key, ticket);
		return ticket;
	}

	fenceOf(key: string): Fence | undefined {
		const text = files.readText(this.#paths.record(key, "fence"));
		return text === undefined ? undefined : readFence(text);
	}

	exitOf(key: string): Run["exit"] {
		const path = this.#paths.record(key, "exit");
		const exit = readExit(files.readText(path) ?? "");
		return exit === undefined
			? undefined
			: { ...exit, at: files.look(path)?.mtimeMs ?? 0 };
	}

	endOf(key: string): number | undefined {
		return readEnd(files.readText(this.#paths.record(key, "end")) ?? "");
	}

	killOf(key: string): Kill | undefined {
		return readKill(files.readText(this.#paths.record(key, "kill")) ?? "");
	}

	/** Where the UOW of a run lies; a person may have moved it. */
	locate(key: string, ticket: Ticket, boot: string): Run["uow"] {
		const slot: Located = { place: "currently-executing", name: ticket.name };
		const hint = this.#lastSeen.get(key) ?? slot;
		const is = (found: Located) => this.#identify(found, ticket, boot);
		const found = is(hint) ?? this.#search(is);
		if (found !== undefined) this.#lastSeen.set(key, found);
		return found;
	}

	note(key: string, located: Located): void {
		this.#lastSeen.set(key, located);
	}

	/** The run's own file: the inode alone may have been given to another since. */
	#identify(
		{ place, name }: Located,
		ticket: Ticket,
		boot: string,
	): NonNullable<Run["uow"]> | undefined {
		const path = this.#paths.at(place, name);
		const stats = files.look(path);
		if (stats === undefined || !stats.isFile()) return undefined;
		const inode = files.inodeOf(stats);
		if (!isInodeOf(ticket, inode, boot)) return undefined;
		const head = this.#headOf(path);
		return isIdOf(ticket, head?.stamp?.id, place)
			? { place, name, inode, status: head?.status }
			: undefined;
	}

	#search(
		is: (located: Located) => Run["uow"],
	): NonNullable<Run["uow"]> | undefined {
		for (const place of PLACES)
			for (const name of namesIn(this.#paths.folder(place))) {
				const found = is({ place, name });
				if (found !== undefined) return found;
			}
		return undefined;
	}

	#headOf(path: files.Path): UowHead | undefined {
		try {
			return readUow(path).head;
		} catch (error) {
			if (error instanceof Overtaken || files.isAboutOneFile(error))
				return undefined;
			throw error;
		}
	}

	/** Durable when it returns; `key` must be new. */
	writeTicket(key: string, ticket: Ticket): void {
		createWhole(this.#paths.record(key, "ticket"), ticketText(ticket), 0o600);
		files.syncFolder(this.#paths.folder("run"));
		this.#tickets.set(key, ticket);
	}

	/** Puts the Monitor's word on the fence, whole and only where nobody was before. False: the keeper was. */
	revoke(key: string, verdict: "return" | "fail", why: string): boolean {
		const beside = this.#paths.own(`${key}.revocation`);
		removeIfThere(beside);
		createWhole(beside, revocationText(verdict, why), 0o600);
		try {
			files.link(beside, this.#paths.record(key, "fence"));
			return true;
		} catch (error) {
			if (files.codeOf(error) === "EEXIST") return false;
			throw error;
		} finally {
			removeIfThere(beside);
		}
	}

	/** The reason and moment of a kill, before its first signal; the first one stands. */
	writeKill(key: string, kill: Kill): void {
		const path = this.#paths.record(key, "kill");
		if (this.killOf(key) !== undefined) return;
		removeIfThere(path);
		createWhole(path, killText(kill), 0o600);
	}

	/**
	 * Removes the records of a settled UOW, the ticket first: without it the
	 * others count for nothing, while a ticket without its fence would look as if
	 * it had never been launched. A keeper that comes late finds no ticket.
	 */
	reap(key: string): void {
		for (const kind of RECORDS) removeIfThere(this.#paths.record(key, kind));
		this.#tickets.delete(key);
		this.#lastSeen.delete(key);
	}

	/** What a crash left half written or half removed; while a Monitor lives also what it writes just now. */
	leftovers(): string[] {
		return namesIn(this.#paths.folder("run")).filter((name) => {
			const key = RECORD.exec(name)?.[1];
			return key === undefined
				? /^stamp-|\.revocation$|\.new$/.test(name)
				: this.ticketOf(key) === undefined;
		});
	}

	/** Removes them. Call once, before anything is launched. */
	sweep(): void {
		for (const name of this.leftovers()) removeIfThere(this.#paths.own(name));
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
