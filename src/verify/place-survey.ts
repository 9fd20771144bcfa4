/** The places in one pass: what lies where, and whose ids it carries. Reads only, in flat memory. */
import { inodeOf } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { isPlaceholder } from "../disk/steps.ts";
import { isIdOf, isInodeOf } from "../spool/locator.ts";
import type { Instant } from "../text/instant.ts";
import { PLACES, type Place, QUEUES, SETTLED } from "../text/places.ts";
import { isSettled } from "../text/status-line.ts";
import { type Holder, IdCount } from "./ids.ts";
import type { Unledgered } from "./judge-ledger.ts";
import {
	type FileFacts,
	isArriving,
	isLeftAlone,
	misfitOf,
} from "./place-rules.ts";
import type { Finding, PlaceName } from "./report.ts";
import type { OneRun, RunFacts } from "./run-facts.ts";
import { everyFile, lookAt, type Seen, shownAt } from "./walk.ts";

export interface PlaceSurvey {
	readonly uows: number;
	readonly arriving: number;
	readonly ids: IdCount;
	readonly misfits: readonly Finding[];
	readonly placeholders: readonly PlaceName[];
	readonly linked: readonly Linked[];
	/** Files that carry an id which others carry too. */
	readonly holders: readonly Holder[];
	/** Keys of the runs whose UOW was met. */
	readonly located: ReadonlySet<string>;
	readonly unledgered: readonly Unledgered[];
	readonly newestStamp: Newest;
	readonly newestChange: Newest;
}

/** A file with more names than one. */
export interface Linked {
	readonly file: string;
	readonly inode: string;
	readonly names: number;
	readonly isQueued: boolean;
}

export interface Newest {
	readonly file: string;
	readonly at: Instant;
}

export interface Known {
	readonly runs: RunFacts;
	/** The next id, where it can be read. */
	readonly nextId: number | undefined;
	readonly attemptsOf: (id: number) => number;
}

/** More of one kind are counted, not kept. */
const MOST_KEPT = 10_000;

export function surveyPlaces(paths: Paths, known: Known): PlaceSurvey {
	const pass = new Pass(known);
	for (const seen of everyFile(paths)) pass.see(seen);
	const { doubled } = pass.ids;
	const holders: Holder[] = [];
	if (doubled.size > 0)
		for (const seen of everyFile(paths, WITH_IDS)) {
			const id = pass.countedId(seen);
			if (id !== undefined && doubled.has(id)) holders.push(holderOf(seen, id));
		}
	return { ...pass.result(), holders: stillThere(paths, holders) };
}

/** Trash is free: what lies there is nobody's any more. */
const WITH_IDS = PLACES.filter((place) => place !== "trash");

type Held = Holder & { readonly name: string; readonly inode: string };

function holderOf(seen: Seen, id: number): Held {
	const { place, name } = seen;
	return {
		file: shownAt(place, name),
		place,
		name,
		inode: inodeOf(seen.stats),
		id,
		status: seen.head?.status,
	};
}

/** One file that was met on its way from folder to folder is no two. */
function stillThere(paths: Paths, holders: readonly Holder[]): Holder[] {
	return (holders as readonly Held[]).filter((holder) => {
		const now = lookAt(paths, holder.place, holder.name);
		return now !== undefined && inodeOf(now.stats) === holder.inode;
	});
}

class Pass {
	readonly ids = new IdCount();
	readonly #known: Known;
	readonly #runsById: ReadonlyMap<number, OneRun>;
	readonly #misfits: Finding[] = [];
	readonly #placeholders: PlaceName[] = [];
	readonly #linked: Linked[] = [];
	readonly #located = new Set<string>();
	readonly #unledgered: Unledgered[] = [];
	#uows = 0;
	#arriving = 0;
	#newestStamp: Newest = { file: "", at: 0 };
	#newestChange: Newest = { file: "", at: 0 };

	constructor(known: Known) {
		this.#known = known;
		this.#runsById = new Map(
			known.runs.runs.map((run) => [run.ticket.id, run]),
		);
	}

	see(seen: Seen): void {
		const { place, name, stats } = seen;
		if (stats.ctimeMs > this.#newestChange.at)
			this.#newestChange = { file: shownAt(place, name), at: stats.ctimeMs };
		if (isPlaceholder(stats)) {
			keep(this.#placeholders, { place, name });
			return;
		}
		if (isLeftAlone(place, name)) return;
		const run = this.#runOf(seen);
		if (run !== undefined) this.#located.add(run.key);
		const facts = this.#factsOf(seen, run !== undefined);
		if (isArriving(facts)) this.#arriving += 1;
		else if (stats.isFile()) this.#uows += 1;
		const misfit = misfitOf(facts);
		if (misfit !== undefined) keep(this.#misfits, misfit);
		if (stats.isFile() && stats.nlink > 1)
			keep(this.#linked, linkedOf(seen, isQueue(place)));
		const id = this.countedId(seen);
		if (id !== undefined) this.ids.add(id);
		this.#noteStamp(seen);
		this.#noteLaunch(seen, run);
	}

	result(): Omit<PlaceSurvey, "holders"> {
		return {
			uows: this.#uows,
			arriving: this.#arriving,
			ids: this.ids,
			misfits: this.#misfits,
			placeholders: this.#placeholders,
			linked: this.#linked,
			located: this.#located,
			unledgered: this.#unledgered,
			newestStamp: this.#newestStamp,
			newestChange: this.#newestChange,
		};
	}

	/** The id it holds; in a queue only one that this root gave: people may write any number there. */
	countedId({ place, name, head }: Seen): number | undefined {
		const id = head?.stamp?.id;
		if (id === undefined || isLeftAlone(place, name)) return undefined;
		return isQueue(place) && !this.#isGiven(id) ? undefined : id;
	}

	#isGiven(id: number): boolean {
		return id < (this.#known.nextId ?? Number.POSITIVE_INFINITY);
	}

	#factsOf({ place, name, stats, head, isClosed }: Seen, hasTicket: boolean) {
		const id = head?.stamp?.id;
		return {
			place,
			name,
			file: shownAt(place, name),
			isRegular: stats.isFile(),
			isClosed,
			id,
			state: head?.status?.state,
			hasTicket,
			isGiven: id !== undefined && this.#isGiven(id),
		} satisfies FileFacts;
	}

	#runOf({ place, stats, head }: Seen): OneRun | undefined {
		const { boot, runs } = this.#known.runs;
		const id = head?.stamp?.id;
		const inode = inodeOf(stats);
		const candidates =
			id === undefined ? runs : [this.#runsById.get(id)].filter(isThere);
		return candidates.find(
			({ ticket }) =>
				isInodeOf(ticket, inode, boot) && isIdOf(ticket, id, place),
		);
	}

	#noteStamp({ place, name, head }: Seen): void {
		const at = (head?.stamp?.seconds ?? 0) * 1000;
		if (at > this.#newestStamp.at)
			this.#newestStamp = { file: shownAt(place, name), at };
	}

	/** DONE and ERROR were launched; a FAIL may not have been. */
	#noteLaunch({ place, name, head }: Seen, run: OneRun | undefined): void {
		const { status, stamp } = head ?? {};
		if (run !== undefined || status === undefined || stamp?.id === undefined)
			return;
		if (!SETTLED.some((settled) => settled === place)) return;
		if (!isSettled(status.state) || status.state === "FAIL") return;
		if (this.#known.attemptsOf(stamp.id) < status.attempt)
			keep(this.#unledgered, {
				file: shownAt(place, name),
				id: stamp.id,
				attempt: status.attempt,
			});
	}
}

function linkedOf(seen: Seen, isQueued: boolean): Linked {
	return {
		file: shownAt(seen.place, seen.name),
		inode: inodeOf(seen.stats),
		names: seen.stats.nlink,
		isQueued,
	};
}

function isQueue(place: Place): boolean {
	return QUEUES.some((queue) => queue === place);
}

function isThere<T>(value: T | undefined): value is T {
	return value !== undefined;
}

function keep<T>(list: T[], item: T): void {
	if (list.length < MOST_KEPT) list.push(item);
}
