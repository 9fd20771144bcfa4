/** The records in run/: write them, read them, remove them. */

import type { Run } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { createWhole, removeIfThere, replaceWhole } from "../disk/steps.ts";
import type { Uptime } from "../text/instant.ts";
import { type Behind, type Left, leftText, readLeft } from "../text/left.ts";
import {
	type Beat,
	type Fence,
	type Final,
	finalText,
	type Kill,
	killText,
	pulseText,
	RECORDS,
	readEnd,
	readExit,
	readFence,
	readFinal,
	readKill,
	readPulse,
	revocationText,
} from "../text/records.ts";
import { readTicket, type Ticket, ticketText } from "../text/ticket.ts";

const TICKET = /^(\d+-[0-9a-f]+)\.ticket$/;
const RECORD = new RegExp(`^(\\d+-[0-9a-f]+)\\.(${RECORDS.join("|")})$`);

export class RunFolder {
	readonly #paths: Paths;
	/** Tickets never change once they are whole. */
	readonly #tickets = new Map<string, Ticket>();

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

	/** Whether a run of that key is known and its records are not removed yet. */
	hasTicket(key: string): boolean {
		return this.#tickets.has(key);
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

	pulseOf(key: string): Beat | undefined {
		return readPulse(files.readText(this.#paths.record(key, "pulse")) ?? "");
	}

	behindOf(key: string): Behind | undefined {
		return readLeft(files.readText(this.#paths.record(key, "left")) ?? "");
	}

	/** Durable but for its name; `key` must be new. */
	writeTicket(key: string, ticket: Ticket): void {
		createWhole(this.#paths.record(key, "ticket"), ticketText(ticket), 0o600);
		this.#tickets.set(key, ticket);
	}

	/** The names of all records so far. */
	makeDurable(): void {
		files.syncFolder(this.#paths.folder("run"));
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

	/** The reason and moment of a kill, before its first signal. The first one stands; a later one can only make an end of the GRACE. */
	writeKill(key: string, kill: Kill): void {
		const path = this.#paths.record(key, "kill");
		const before = this.killOf(key);
		if (before === undefined) {
			removeIfThere(path);
			createWhole(path, killText(kill), 0o600);
		} else if (kill.signal === "KILL")
			replaceWhole(
				path,
				killText({ ...before, signal: kill.signal }),
				true,
				0o600,
			);
	}

	/** So that no later Monitor writes it once more. Not durable: a machine that went down has ended the job. */
	notePostMortem(key: string): void {
		const kill = this.killOf(key);
		if (kill === undefined) return;
		replaceWhole(
			this.#paths.record(key, "kill"),
			killText({ ...kill, hasPostMortem: true }),
			false,
			0o600,
		);
	}

	/** Not durable: a machine that went down has ended the job. */
	writePulse(key: string, beat: Beat): void {
		replaceWhole(
			this.#paths.record(key, "pulse"),
			pulseText(beat),
			false,
			0o600,
		);
	}

	/** Whom it left behind, before they are ended; the first record stands. */
	writeLeft(key: string, uptime: Uptime, left: readonly Left[]): void {
		const path = this.#paths.record(key, "left");
		if (this.behindOf(key) !== undefined) return;
		removeIfThere(path);
		createWhole(path, leftText(uptime, left), 0o600);
	}

	/** Where the log of its UOW ended, and what the Monitor adds to it. */
	finalOf(key: string): Final | undefined {
		return readFinal(files.readText(this.#paths.record(key, "final")) ?? "");
	}

	/** Durable when it returns; the last one stands. */
	writeFinal(key: string, final: Final): void {
		const path = this.#paths.record(key, "final");
		replaceWhole(path, finalText(final), true, 0o600);
		files.syncFolder(this.#paths.folder("run"));
	}

	/**
	 * Removes the records of a settled UOW, the ticket first: without it the
	 * others count for nothing, while a ticket without its fence would look as if
	 * it had never been launched. A keeper that comes late finds no ticket.
	 */
	reap(key: string): void {
		for (const kind of RECORDS) {
			const path = this.#paths.record(key, kind);
			if (files.look(path) !== undefined) removeIfThere(path);
		}
		this.#tickets.delete(key);
	}

	/** What a crash left half written or half removed; while a Monitor lives also what it writes just now. */
	leftovers(): string[] {
		return namesIn(this.#paths.folder("run")).filter((name) => {
			const key = RECORD.exec(name)?.[1];
			return key === undefined
				? /^(stamp|rescue)-|\.revocation$|\.new$/.test(name)
				: this.ticketOf(key) === undefined;
		});
	}

	/** Removes them. Call once, before anything is launched. */
	sweep(): void {
		for (const name of this.leftovers()) removeIfThere(this.#paths.own(name));
	}
}
