/**
 * Which ids were given, how often each was launched, and which are reserved:
 * `run/next-id`, the append-only `run/ledger` (`ID ATTEMPT DEVICE:INODE`, one
 * launch a line), and `run/ID.reserved`. With the ledger no text is run again only
 * because an editor saved it late.
 */
import {
	type Reservation,
	readReservation,
	reservationText,
	reservedIdOf,
} from "../core/reservation.ts";
import { readText, syncFolder } from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { append, removeIfThere, replaceWhole } from "../disk/steps.ts";

/** Ids set aside in one durable step; after a crash the unused ones are skipped. */
const BLOCK = 100;

export interface Launch {
	readonly id: number;
	readonly attempt: number;
	readonly inode: string;
}

export class Ledger {
	readonly #paths: Paths;
	/** Attempts by id: two bytes each, so that a million cost two megabytes. */
	#attempts = new Uint16Array(1024);
	#highest = 0;
	#inodes: ReadonlyMap<number, string> | undefined;
	#next: number;
	#setAside: number;

	/** `highestInUse` is asked only where run/next-id is missing: it may have to read every UOW. */
	constructor(paths: Paths, highestInUse: () => number) {
		this.#paths = paths;
		const text = readText(paths.own("ledger")) ?? "";
		// A crash in the middle of an append: end that line, so that the next one stands alone.
		if (text !== "" && !text.endsWith("\n"))
			append(paths.own("ledger"), "\n", true);
		for (const launch of launchesOf(text)) this.#note(launch);
		const known = Number(readText(paths.own("next-id")) ?? Number.NaN);
		this.#next =
			Number.isSafeInteger(known) && known > 0
				? known
				: Math.max(this.#highest, highestInUse()) + 1;
		this.#setAside = this.#next;
	}

	/** How often this id has been launched. */
	attemptsOf(id: number): number {
		return this.#attempts[id] ?? 0;
	}

	/** Whether this root gave the id: anybody can write a number into a text. */
	hasGiven(id: number): boolean {
		return id > 0 && id < this.#next;
	}

	/** The file that was launched last under this id, as `device:inode`. */
	inodeOf(id: number): string | undefined {
		if (this.attemptsOf(id) === 0) return undefined;
		this.#inodes ??= new Map(
			launchesOf(readText(this.#paths.own("ledger")) ?? "").map((launch) => [
				launch.id,
				launch.inode,
			]),
		);
		return this.#inodes.get(id);
	}

	/** What inodeOf has read: it is asked rarely, and then for many. */
	forgetInodes(): void {
		this.#inodes = undefined;
	}

	/** An id that was never given before, also if the machine stops right after. */
	nextId(): number {
		if (this.#next >= this.#setAside) {
			this.#setAside = this.#next + BLOCK;
			this.#writeNext(this.#setAside);
		}
		return this.#next++;
	}

	/** Gives back the ids that were only set aside. */
	close(): void {
		if (this.#setAside > this.#next) this.#writeNext(this.#next);
		this.#setAside = this.#next;
	}

	/** Durable when it returns, in one step. */
	record(launches: readonly Launch[]): void {
		if (launches.length === 0) return;
		append(
			this.#paths.own("ledger"),
			launches
				.map(({ id, attempt, inode }) => `${id} ${attempt} ${inode}\n`)
				.join(""),
			true,
		);
		for (const launch of launches) this.#note(launch);
	}

	#writeNext(next: number): void {
		writeNextId(this.#paths, next);
	}

	#note({ id, attempt }: Launch): void {
		if (id >= this.#attempts.length) {
			const grown = new Uint16Array(
				Math.max(id + 1, this.#attempts.length * 2),
			);
			grown.set(this.#attempts);
			this.#attempts = grown;
		}
		this.#attempts[id] = Math.max(this.attemptsOf(id), attempt);
		this.#highest = Math.max(this.#highest, id);
	}
}

/** Durable when it returns. */
export function writeNextId(paths: Paths, next: number): void {
	replaceWhole(paths.own("next-id"), `${next}\n`, true);
}

function launchesOf(text: string): Launch[] {
	return [...text.matchAll(/^(\d{1,15}) (\d{1,5}) (\d+:\d+)$/gm)].map(launchOf);
}

/** One line without its newline; undefined where it is no launch. */
export function readLaunch(line: string): Launch | undefined {
	const match = /^(\d{1,15}) (\d{1,5}) (\d+:\d+)$/.exec(line);
	return match === null ? undefined : launchOf(match);
}

function launchOf(match: RegExpMatchArray): Launch {
	return {
		id: Number(match[1]),
		attempt: Number(match[2]),
		inode: match[3] ?? "",
	};
}

/**
 * Reserved ids, each record durable before its id is told to anybody. What is
 * remembered of them makes a look faster and nothing else.
 */
export class Reservations {
	readonly #paths: Paths;
	readonly #known = new Map<number, Reservation>();

	constructor(paths: Paths) {
		this.#paths = paths;
	}

	/** Those whose record lies there, by id; one that cannot be read is none. */
	list(): readonly Reservation[] {
		const present = new Set(
			namesIn(this.#paths.folder("run")).flatMap(
				(name) => reservedIdOf(name) ?? [],
			),
		);
		for (const id of this.#known.keys())
			if (!present.has(id)) this.#known.delete(id);
		for (const id of present) if (!this.#known.has(id)) this.#read(id);
		return [...this.#known.values()].sort((a, b) => a.id - b.id);
	}

	/** Ids that are nobody's yet: a text that carries one has it from nowhere. */
	isOpen(id: number): boolean {
		const known = this.#known.get(id);
		return known !== undefined && known.usedBy === undefined;
	}

	/** Durable when it returns. Half done: a `.new`, which the next start removes. */
	write(reservation: Reservation): void {
		replaceWhole(
			this.#pathOf(reservation.id),
			reservationText(reservation),
			true,
			0o600,
		);
		syncFolder(this.#paths.folder("run"));
		this.#known.set(reservation.id, reservation);
	}

	remove(id: number): void {
		removeIfThere(this.#pathOf(id));
		this.#known.delete(id);
	}

	#read(id: number): void {
		const text = readText(this.#pathOf(id));
		const read = text === undefined ? undefined : readReservation(id, text);
		if (read !== undefined) this.#known.set(id, read);
	}

	#pathOf(id: number): string {
		return this.#paths.own(`${id}.reserved`);
	}
}
