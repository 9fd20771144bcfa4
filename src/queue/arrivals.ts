/** The names in one queue that are no accepted UOWs (yet): shown in turn, since there may be very many. */
import type { Arrival } from "../core/snapshot.ts";
import type { Uptime } from "../text/instant.ts";
import type { Arrived } from "./read-entry.ts";

interface Seen extends Arrived {
	readonly since: Uptime;
}

/** Seconds between two looks at who has what open: all processes are asked. */
const WRITERS_PAUSE = 0.4;
/** Arrivals of one turn. */
export const MOST_ARRIVALS = 200;

export class Arrivals {
	readonly #seen = new Map<string, Seen>();
	/** Those about which something can be done. */
	readonly #shown = new Set<string>();
	#writersAgain: Uptime = 0;

	/** How many are not accepted yet. */
	get count(): number {
		return this.#shown.size;
	}

	get(name: string): Seen | undefined {
		return this.#seen.get(name);
	}

	add(name: string, arrived: Arrived, since: Uptime): void {
		this.#seen.set(name, { ...arrived, since });
		this.#shown.add(name);
	}

	remove(name: string): void {
		this.#seen.delete(name);
		this.#shown.delete(name);
	}

	/** Not shown again until it changes. */
	leaveAlone(name: string): void {
		this.#shown.delete(name);
	}

	names(): string[] {
		return [...this.#seen.keys()];
	}

	/** The next of them: where there are many, a turn looks at some. */
	next(): string[] {
		return [...this.#shown].slice(0, MOST_ARRIVALS);
	}

	/** Some of them in turn, with how long they have been quiet; the next call shows others. */
	show(uptime: Uptime): Arrival[] {
		const shown = this.next();
		if (shown.length < this.#shown.size)
			for (const name of shown) {
				this.#shown.delete(name);
				this.#shown.add(name);
			}
		return shown.flatMap((name) => this.#at(name, uptime));
	}

	#at(name: string, uptime: Uptime): Arrival[] {
		const seen = this.#seen.get(name);
		if (seen === undefined) return [];
		return [{ ...seen.arrival, quietFor: uptime - seen.since }];
	}

	/** Notes for the files that wait to be quiet whether somebody has them open for writing. */
	noteWriters(
		quietFor: number,
		uptime: Uptime,
		writersOf: (inodes: ReadonlySet<string>) => ReadonlySet<string>,
	): void {
		// Nobody can write to it again without changing it; whoever still does is looked for now and then.
		const candidates = this.next()
			.flatMap((name) => this.#at(name, uptime))
			.filter(
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
