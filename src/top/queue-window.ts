/**
 * The first of those that wait, looked at again and again: the queues are listed
 * anew only when something came or went, and never for long; where very much
 * waits, the Monitor says which are the first. STATUS is always as it is now.
 */
import { uowAt } from "../client/uows.ts";
import {
	MOST_READ,
	postedWaiting,
	type SeenQueue,
	type SeenWaiting,
	seenWaiting,
} from "../client/waiting.ts";
import { look, versionOf } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { QUEUES } from "../text/places.ts";
import type { Posted } from "./posted.ts";

const MOST = 200;
/** The part of the time that listing may take. */
const SHARE = 0.02;
/** Milliseconds in which a folder may change twice and look the same. */
const FRESH = 100;

export class QueueWindow {
	readonly #paths: Paths;
	#seen: SeenQueue = { first: [], more: 0 };
	#mark = "";
	#again = 0;

	constructor(paths: Paths) {
		this.#paths = paths;
	}

	/** `posted`: of a Monitor that runs; `now`: seconds of a steady clock. */
	look(posted: Posted | undefined, now: number): SeenQueue {
		const count = QUEUES.reduce(
			(sum, place) => sum + (posted?.counts[place] ?? 0),
			0,
		);
		if (count > MOST_READ) {
			const first = postedWaiting(this.#paths);
			return { first, more: Math.max(0, count - first.length) };
		}
		const times = QUEUES.map(
			(place) => look(this.#paths.folder(place))?.mtimeMs ?? 0,
		);
		const mark = times.join(":");
		if (mark === this.#mark || now < this.#again) this.#refresh();
		else {
			const begun = performance.now();
			const isFresh = Date.now() - Math.max(...times) < FRESH;
			this.#seen = seenWaiting(this.#paths, MOST);
			this.#mark = isFresh ? "" : mark;
			this.#again = now + (performance.now() - begun) / 1000 / SHARE;
		}
		return this.#seen;
	}

	#refresh(): void {
		const { first, more } = this.#seen;
		this.#seen = { first: first.flatMap((one) => this.#anew(one)), more };
	}

	#anew(seen: SeenWaiting): readonly SeenWaiting[] {
		const { place, name, uow } = seen;
		const stats = look(this.#paths.at(place, name));
		if (stats === undefined) return [];
		if (versionOf(stats) === uow?.version) return [seen];
		return [{ place, name, uow: uowAt(this.#paths, place, name) }];
	}
}
