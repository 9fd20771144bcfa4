/**
 * One UOW on its way through the folders, seen again and again: from its queue to
 * its slot, to where it settles, and back for its next attempt. Its file is
 * another once it is stamped; then its id is known.
 */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { OpenUow } from "../disk/uow-file.ts";
import { freeName, PLACES, type Place } from "../text/places.ts";
import { isSettled } from "../text/status-line.ts";
import { searched } from "./find.ts";
import { uowAt } from "./uows.ts";

export interface Wanted {
	readonly name: string;
	/** Undefined: it is not accepted yet. */
	readonly id: number | undefined;
	/** The lines of its header: what it is known by until it has an id. */
	readonly header: string;
}

export type Sight =
	| ({ readonly kind: "waits" | "runs" | "settled" } & Seen)
	| ({ readonly kind: "discarded"; readonly why: string } & Seen)
	/** On its way just now, or gone. */
	| { readonly kind: "missing"; readonly seconds: number };

export interface Seen {
	readonly place: Place;
	readonly name: string;
	readonly uow: OpenUow;
}

/** Where it is looked for: in the order of its way, so that none is missed that moves on meanwhile. */
const WAY = PLACES;
/** Other names it may have got in a folder where its own was taken: `.2`, `.3` … */
const MOST_NAMES = 100;
/** Seconds between two looks at every file of the root. */
const SEARCH_PAUSE = 3;
/** Bytes of a note in trash that are read. */
const LONGEST_NOTE = 4096;

export class Tracker {
	readonly #paths: Paths;
	readonly #wanted: Wanted;
	#id: number | undefined;
	#last: Seen | undefined;
	#missingSince: number | undefined;
	#searchedAt = 0;

	constructor(paths: Paths, wanted: Wanted) {
		this.#paths = paths;
		this.#wanted = wanted;
		this.#id = wanted.id;
	}

	/** `now`: seconds of any steady clock. */
	look(now: number): Sight {
		const seen = this.#unchanged() ?? this.#find() ?? this.#search(now);
		if (seen === undefined) {
			this.#missingSince ??= now;
			return { kind: "missing", seconds: now - this.#missingSince };
		}
		this.#missingSince = undefined;
		this.#last = seen;
		this.#id ??= seen.uow.head.stamp?.id;
		return this.#sightOf(seen);
	}

	/** Most looks cost no more than this. */
	#unchanged(): Seen | undefined {
		if (this.#last === undefined) return undefined;
		const { place, name, uow } = this.#last;
		const stats = files.look(this.#paths.at(place, name));
		return stats && files.versionOf(stats) === uow.version
			? this.#last
			: undefined;
	}

	#find(): Seen | undefined {
		const names = new Set([
			this.#last?.name ?? this.#wanted.name,
			this.#wanted.name,
		]);
		for (const place of WAY)
			for (const base of names)
				for (let taken = 0; taken < MOST_NAMES; taken += 1) {
					const name = freeName(base, taken);
					const isThere =
						files.look(this.#paths.at(place, name))?.isFile() === true;
					const seen = isThere ? this.#ownAt(place, name) : undefined;
					if (seen !== undefined) return seen;
					if (!isThere && taken > 0) break;
				}
		return undefined;
	}

	/** A person may have given it another name. */
	#search(now: number): Seen | undefined {
		if (this.#id === undefined || now < this.#searchedAt + SEARCH_PAUSE)
			return undefined;
		this.#searchedAt = now;
		const at = searched(this.#paths, WAY, this.#id);
		return at && this.#ownAt(at.place, at.name);
	}

	#ownAt(place: Place, name: string): Seen | undefined {
		const uow = uowAt(this.#paths, place, name);
		return uow !== undefined && this.#isOwn(uow)
			? { place, name, uow }
			: undefined;
	}

	#isOwn({ head, inode }: OpenUow): boolean {
		const id = head.stamp?.id;
		// A job may have spoilt its own file.
		if (id === undefined && inode === this.#last?.uow.inode) return true;
		return this.#id === undefined
			? head.header.trim() === this.#wanted.header.trim()
			: id === this.#id;
	}

	#sightOf(seen: Seen): Sight {
		const { place, name, uow } = seen;
		if (place === "trash")
			return { kind: "discarded", ...seen, why: this.#why(name) };
		if (place === "currently-executing") return { kind: "runs", ...seen };
		const isOver =
			place !== "wait-q" &&
			place !== "priority-q" &&
			isSettled(uow.head.status?.state ?? "FAIL");
		return { kind: isOver ? "settled" : "waits", ...seen };
	}

	/** The reasons in the note beside it; "" where there is none. */
	#why(name: string): string {
		try {
			const fd = files.openAsIs(this.#paths.at("trash", `${name}.why`));
			try {
				const buffer = Buffer.alloc(LONGEST_NOTE);
				const text = buffer.toString("utf8", 0, files.readAt(fd, buffer, 0));
				const [, ...lines] = text.split("\n");
				const end = lines.indexOf("");
				return lines.slice(0, end < 0 ? lines.length : end).join("; ");
			} finally {
				files.close(fd);
			}
		} catch {
			return "";
		}
	}
}
