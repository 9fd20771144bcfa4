/**
 * Who is left of a job that ended by itself. This is asked about every run, so
 * it must cost little: one list of all processes for all runs of a turn, and
 * only those that began after the keeper are looked at more closely. It finds
 * what the kill ladder finds; whom it names is looked for thoroughly then.
 */
import type { Uptime } from "../text/instant.ts";
import type { Left } from "../text/left.ts";
import type { ProcessIdentity } from "../text/records.ts";
import { hasHeld, isIn } from "./cgroup.ts";
import {
	holdersOf,
	insideOf,
	isNear,
	mayBeSignalled,
	ownAmong,
	type Seen,
} from "./members.ts";
import { Holders } from "./output.ts";
import {
	factsOf,
	isDead,
	locksLimit,
	type ProcessFacts,
	processIds,
	variableOf,
} from "./proc.ts";
import { isOfARun, MARK, type Traces } from "./traces.ts";

/** Lists in one turn: what forks and ends all the time slips through a single one. */
const MOST_LISTS = 5;
/** Seconds between two lists in which a pid is taken for the same process: no machine goes through all its numbers so fast. */
const TRUSTED = 1;

/** When processes began, in ticks after boot, kept from turn to turn: most of them are old. */
export class Ages {
	#born = new Map<number, number>();
	#since: Uptime = Number.NEGATIVE_INFINITY;

	/** `pids`: all there are now. Whoever is in one list after the other is the same all the time. */
	keep(pids: readonly number[], uptime: Uptime): readonly number[] {
		const born = uptime - this.#since < TRUSTED ? this.#born : new Map();
		this.#born = new Map();
		for (const pid of pids) {
			const known = born.get(pid);
			if (known !== undefined) this.#born.set(pid, known);
		}
		this.#since = uptime;
		return pids;
	}

	isOlder(pid: number, startTicks: number): boolean {
		return (this.#born.get(pid) ?? startTicks) < startTicks;
	}

	note({ pid, startTicks }: ProcessIdentity): void {
		this.#born.set(pid, startTicks);
	}
}

interface Young extends Omit<Seen, "mark"> {
	/** Read when it is first asked for, for all runs of the turn. */
	readonly mark: () => string | undefined;
}

const UNASKED = { locksLimit: undefined, mark: () => undefined };

/** Of one turn; first asked when all ends of that turn have been read. */
export class Census {
	readonly #ages: Ages;
	readonly #uptime: Uptime;
	readonly #young = new Map<number, Young>();
	#listed: readonly number[] | undefined;
	#lists = 0;
	readonly #holders = new Holders();

	constructor(ages: Ages, uptime: Uptime) {
		this.#ages = ages;
		this.#uptime = uptime;
	}

	/**
	 * `isHeld`: its output is still held by somebody. Without a name: the kernel
	 * says that somebody is there, who was gone before anybody could look.
	 */
	leftBehind(traces: Traces, isHeld: boolean): readonly Left[] {
		for (;;) {
			const inside = insideOf(traces);
			const { young, gone } = this.#youngerThan(traces, inside);
			const own = ownAmong(young, traces.keeper);
			const held = traces.cgroup !== undefined && hasHeld(traces.cgroup);
			const found = leftAmong(young, own, traces, inside, !held);
			if (found.length > 0) return found;
			const goneInside = gone.find((pid) => inside.has(pid));
			// Whoever went away may have left children; where the cgroup is empty, not of this job.
			const mayHide = held ? goneInside !== undefined : gone.length > 0;
			if (mayHide && this.#lists < MOST_LISTS) {
				this.#listed = undefined;
				continue;
			}
			if (goneInside !== undefined)
				return [{ pid: goneInside, name: undefined }];
			return isHeld ? holdersOf(own, this.#holders) : [];
		}
	}

	/** What began after its keeper and lives, and the pids of what ended just now: it may have left children that no list shows. */
	#youngerThan(
		{ keeper, locksLimit: limit }: Traces,
		inside: ReadonlySet<number>,
	): { readonly young: readonly Young[]; readonly gone: readonly number[] } {
		if (this.#listed === undefined) this.#lists += 1;
		this.#listed ??= this.#ages.keep(processIds(), this.#uptime);
		const from = keeper?.startTicks ?? 0;
		const young: Young[] = [];
		const gone: number[] = [];
		for (const pid of new Set([...inside, ...this.#listed])) {
			if (this.#ages.isOlder(pid, from)) continue;
			const one = this.#see(pid, from);
			if (one === undefined) gone.push(pid);
			else if (one.startTicks < from) continue;
			else if (!isDead(one)) young.push(one);
			else if (one.locksLimit === limit) gone.push(pid);
		}
		return { young, gone };
	}

	#see(pid: number, from: number): Young | undefined {
		const known = this.#young.get(pid);
		if (known !== undefined) return known;
		const facts = factsOf(pid);
		if (facts === undefined) return undefined;
		this.#ages.note(facts);
		// No more is asked of who is too old.
		if (facts.startTicks < from) return { ...facts, ...UNASKED };
		let mark: { readonly value: string | undefined } | undefined;
		const seen = {
			...facts,
			locksLimit: locksLimit(pid),
			mark: () => {
				mark ??= { value: variableOf(pid, MARK) };
				return mark.value;
			},
		};
		this.#young.set(pid, seen);
		return seen;
	}
}

/**
 * By the mark only where nothing else finds anybody, and no cgroup held the job:
 * whose environment it is can make the reader wait for ever.
 */
function leftAmong(
	young: readonly Young[],
	own: readonly ProcessFacts[],
	traces: Traces,
	inside: ReadonlySet<number>,
	byMark: boolean,
): readonly ProcessFacts[] {
	const others = young.filter((one) => mayBeSignalled(one, own));
	const isOfIt = isNear(traces, own, inside);
	const near = others.filter(
		(one) =>
			isOfIt(one) && (!inside.has(one.pid) || isIn(one.pid, traces.cgroup)),
	);
	if (near.length > 0 || !byMark) return near;
	return others.filter(
		({ mark, locksLimit }) => !isOfARun(locksLimit) && mark() === traces.mark,
	);
}
