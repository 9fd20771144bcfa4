/** The two queues together: what waits, in which order, and what of it may start. */
import type { Snapshot, Waiting } from "../core/snapshot.ts";
import type { Paths } from "../disk/paths.ts";
import type { Uptime } from "../text/instant.ts";
import { QUEUES, type Queue } from "../text/places.ts";
import { Attention } from "./attention.ts";
import { type First, placeOf, readFront, writeFront } from "./front.ts";
import { QueueFolder } from "./queue-folder.ts";
import type { QueueHelp } from "./read-entry.ts";
import { SLICE } from "./reading.ts";

/** UOWs of a queue that the record of the front names. */
const MOST_FIRST = 500;
/** Seconds after which somebody's unfinished file is mentioned. */
const UNFINISHED_AFTER = 3600;

export class Queues {
	readonly of: Readonly<Record<Queue, QueueFolder>>;
	readonly #paths: Paths;
	readonly #attention: Attention;
	/** What the record of the front was made of, and whether there is one. */
	#frontOf = "";
	#hasFront: boolean;

	constructor(paths: Paths, attemptsOf: (id: number) => number) {
		this.#paths = paths;
		this.#attention = new Attention(attemptsOf);
		const fronts = readFront(paths);
		this.#hasFront = QUEUES.some((queue) => fronts[queue].first.length > 0);
		const folder = (queue: Queue) =>
			new QueueFolder(paths, queue, this.#attention, fronts[queue]);
		this.of = {
			"priority-q": folder("priority-q"),
			"wait-q": folder("wait-q"),
		};
	}

	/** Returns whether a folder was listed. */
	look(
		uptime: Uptime,
		help: QueueHelp,
		noteWriters: (folder: QueueFolder) => void,
	): boolean {
		const listed = this.#all.map((folder) => {
			const isListed = folder.look(uptime, help);
			noteWriters(folder);
			return isListed;
		});
		if (this.#frontOf === "" && this.#isWhole) this.keepFront();
		return listed.some(Boolean);
	}

	/** What a snapshot says of them. */
	found(uptime: Uptime, now: number, running: readonly number[]) {
		const waiting = this.#waiting();
		return {
			waiting,
			attention: this.#attention.list(waiting, running, this.#isWhole),
			foreseen: this.#foreseen(),
			queued: {
				"priority-q": this.of["priority-q"].count,
				"wait-q": this.of["wait-q"].count,
			},
			unread: sum(this.#all.map(({ reading }) => reading.left)),
			arriving: sum(this.#all.map(({ arrivals }) => arrivals.count)),
			arrivals: this.#all.flatMap(({ arrivals }) => arrivals.show(uptime)),
			unfinished: sum(
				this.#all.map((folder) =>
					folder.unfinishedOlderThan(UNFINISHED_AFTER, now),
				),
			),
		};
	}

	doubt(): void {
		for (const folder of this.#all) folder.doubt();
	}

	/** The timer went off. */
	tick(): void {
		for (const folder of this.#all) folder.tick();
		this.keepFront();
	}

	/** After the configuration changed: each must be judged anew. */
	forget(): void {
		for (const folder of this.#all) folder.forget(this.#firstOf(folder));
	}

	/** Seconds until something is to be looked at that nobody has named. */
	dueIn(uptime: Uptime): number {
		return Math.min(...this.#all.map((folder) => folder.dueIn(uptime)));
	}

	/** Writes down what comes first, where a start without that would take long. */
	keepFront(): void {
		const state = this.#all.map(({ revision }) => revision).join(" ");
		if (!this.#isWhole || state === this.#frontOf) return;
		this.#frontOf = state;
		const isLong = sum(this.#all.map(({ count }) => count)) > SLICE;
		if (isLong)
			writeFront(this.#paths, {
				"priority-q": this.#firstOf(this.of["priority-q"]),
				"wait-q": this.#firstOf(this.of["wait-q"]),
			});
		else if (this.#hasFront) writeFront(this.#paths, undefined);
		this.#hasFront = isLong;
	}

	get #all(): readonly QueueFolder[] {
		return QUEUES.map((queue) => this.of[queue]);
	}

	get #isWhole(): boolean {
		return this.#all.every(({ reading }) => reading.isWhole);
	}

	/** In both; the list itself where only one has any, since it may be long. */
	#waiting(): readonly Waiting[] {
		const [urgent, others] = [this.of["priority-q"], this.of["wait-q"]];
		if (urgent.waiting.length === 0) return others.waiting;
		return urgent.waiting.concat(others.waiting);
	}

	/** Undefined: all may start. Nothing of wait-q may before priority-q is known. */
	#foreseen(): Snapshot["foreseen"] {
		if (this.#isWhole) return undefined;
		const foreseen = new Set<Waiting>();
		for (const { reading } of this.#all) {
			for (const waiting of reading.foreseen) foreseen.add(waiting);
			if (!reading.isWhole) break;
		}
		return foreseen;
	}

	/** Those that only wait for their turn. */
	#firstOf({ waiting, count }: QueueFolder): First {
		const first: [string, string][] = [];
		for (const one of waiting) {
			if (first.length === MOST_FIRST) break;
			if (one.status.state === "WAITING" && !this.#attention.has(one))
				first.push([one.name, placeOf(one)]);
		}
		return { count, first };
	}
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((all, one) => all + one, 0);
}
