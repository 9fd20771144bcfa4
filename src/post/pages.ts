/**
 * The posted pages as the loop has them: a courtesy. Each pass has a budget of
 * time, all of them have a share of the Monitor's, and what is left undone is
 * done in a later one. What keeps a page from being written does not end it.
 */
import type { Paths } from "../disk/paths.ts";
import type { Uptime } from "../text/instant.ts";
import { Board, type Look } from "./board.ts";

/** Seconds a pass may take, but for the page it is at. */
const BUDGET = 0.02;
/** Seconds for what is left when the Monitor stops: one that only empties the queue stops at once. */
const LAST_BUDGET = 0.5;
/** The part of the Monitor's time for all passes, and seconds that are saved up at most: a few pages are there at once. */
const SHARE = 0.02;
const MOST_CREDIT = 0.4;
/** Seconds until it is tried again where a page could not be written. */
const FAULT_PAUSE = 30;

export class Pages {
	readonly #board: Board;
	#last: Look | undefined;
	/** Seconds that passes may take yet, and when that was so. */
	#credit = MOST_CREDIT;
	#creditAt: Uptime = 0;
	/** No pass before that. */
	#again: Uptime = 0;
	/** A pass then, also where nothing happens. */
	#due: Uptime = Number.POSITIVE_INFINITY;
	#complaint: string | undefined;

	constructor(paths: Paths) {
		this.#board = new Board(paths);
	}

	/** Seconds until there is more to do. */
	dueIn(uptime: Uptime): number {
		return Math.max(0, this.#due - uptime);
	}

	/** Says once why pages could not be written. */
	post(look: Look): string | undefined {
		this.#last = look;
		if (look.uptime < this.#again) {
			this.#due = this.#again;
			return undefined;
		}
		const begun = performance.now();
		const spent = () => (performance.now() - begun) / 1000;
		try {
			const isDone = this.#pass(look, () => spent() > BUDGET);
			this.#pay(spent(), look.uptime);
			this.#due = isDone
				? Math.max(this.#again, this.#board.wakeAt)
				: this.#again;
			this.#complaint = undefined;
			return undefined;
		} catch (error) {
			this.#again = look.uptime + FAULT_PAUSE;
			this.#due = this.#again;
			return this.#complain(error);
		}
	}

	/** Whether nothing is left to do. */
	#pass(look: Look, isLate: () => boolean): boolean {
		const steps = this.#board.steps(look);
		while (!steps.next().done) if (isLate()) return false;
		return true;
	}

	#pay(seconds: number, uptime: Uptime): void {
		const earned = (uptime - this.#creditAt) * SHARE;
		this.#credit = Math.min(MOST_CREDIT, this.#credit + earned) - seconds;
		this.#creditAt = uptime;
		this.#again = uptime + Math.max(0, -this.#credit / SHARE);
	}

	#complain(error: unknown): string | undefined {
		const complaint = `the page is not posted: ${error instanceof Error ? error.message : error}`;
		const isNew = complaint !== this.#complaint;
		this.#complaint = complaint;
		return isNew ? complaint : undefined;
	}

	/** The Monitor stops: what can be posted in a moment is, and the first page says so. */
	farewell(why: string): void {
		if (this.#last === undefined) return;
		const end = performance.now() + LAST_BUDGET * 1000;
		try {
			this.#board.forgetPauses();
			this.#pass(this.#last, () => performance.now() > end);
			this.#board.farewell(this.#last, why);
		} catch {
			// Its own end says more.
		}
	}
}
