/**
 * Accepted UOWs in little memory: there may be a hundred thousand, and most only
 * wait for their turn. What many have in common is there once.
 */
import type { Waiting } from "../core/snapshot.ts";
import { inodeOf, versionOf } from "../disk/files.ts";
import { type Numbers, numbersOf, printOf } from "../disk/print.ts";
import { taskNameOf } from "../text/header.ts";
import type { Queue } from "../text/places.ts";
import type { Stamp } from "../text/stamp.ts";
import type { Status } from "../text/status-line.ts";

/** What a header and a STATUS ask for. */
export interface Asked
	extends Pick<
		Waiting,
		"status" | "after" | "notBefore" | "unique" | "retryPause" | "refusal"
	> {
	/** Undefined: as its file is called. */
	readonly taskName: string | undefined;
}

export class Queued implements Waiting {
	readonly place: Queue;
	readonly name: string;
	readonly seconds: number;
	readonly ordinal: number;
	readonly id: number;
	readonly #print: string;
	readonly #asked: Asked;

	constructor(
		place: Queue,
		name: string,
		stamp: Required<Stamp>,
		numbers: Numbers,
		asked: Asked,
	) {
		this.place = place;
		this.name = name;
		this.seconds = stamp.seconds;
		this.ordinal = stamp.ordinal;
		this.id = stamp.id;
		this.#print = printOf(numbers);
		this.#asked = shared(asked);
	}

	/** Whether its file is the one that was read. */
	isStill(numbers: Numbers): boolean {
		return this.#print === printOf(numbers);
	}

	get inode(): string {
		return inodeOf(numbersOf(this.#print));
	}
	get version(): string {
		return versionOf(numbersOf(this.#print));
	}
	get bornAt(): number {
		return numbersOf(this.#print).birthtimeMs;
	}
	get taskName(): string {
		return this.#asked.taskName ?? taskNameOf(this.name);
	}
	get status(): Status {
		return this.#asked.status;
	}
	get after(): readonly string[] {
		return this.#asked.after;
	}
	get notBefore(): number | undefined {
		return this.#asked.notBefore;
	}
	get unique(): boolean {
		return this.#asked.unique;
	}
	get retryPause(): number | undefined {
		return this.#asked.retryPause;
	}
	get refusal(): string | undefined {
		return this.#asked.refusal;
	}
}

/** Different ones that are remembered. */
const MOST_SHARED = 1000;
const NOBODY: readonly string[] = [];
const known = new Map<string, Asked>();

function shared(asked: Asked): Asked {
	if (asked.after.length > 0 || asked.refusal !== undefined) return own(asked);
	const { status, taskName, notBefore, unique, retryPause } = asked;
	const key = `${status.text}\0${taskName ?? ""}\0${notBefore}\0${unique}\0${retryPause}`;
	const found = known.get(key);
	if (found !== undefined) return found;
	if (known.size >= MOST_SHARED) known.clear();
	const kept = own(asked);
	known.set(key, kept);
	return kept;
}

/** A piece of a text would keep the whole text in memory. */
function own(asked: Asked): Asked {
	const { status, taskName, after, refusal } = asked;
	return {
		...asked,
		status: { ...status, text: copyOf(status.text) },
		taskName: taskName && copyOf(taskName),
		after: after.length === 0 ? NOBODY : after.map(copyOf),
		refusal: refusal && copyOf(refusal),
	};
}

function copyOf(text: string): string {
	return Buffer.from(text).toString();
}
