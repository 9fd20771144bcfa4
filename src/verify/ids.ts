/** Which ids are held more than once: counted in flat memory, judged by who holds them. Pure. */
import type { Place } from "../text/places.ts";
import { isSettled, type Status } from "../text/status-line.ts";
import { type Finding, note, wrong } from "./report.ts";

/** Ids up to here take a bit each; a higher one was typed by somebody. */
const DENSE = 2 ** 27;

export class IdCount {
	#bits = new Uint8Array(1 << 14);
	readonly #far = new Set<number>();
	readonly doubled = new Set<number>();
	count = 0;
	highest = 0;

	add(id: number): void {
		this.count += 1;
		this.highest = Math.max(this.highest, id);
		if (this.has(id)) this.doubled.add(id);
		else this.#set(id);
	}

	has(id: number): boolean {
		if (id >= DENSE) return this.#far.has(id);
		return ((this.#bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0;
	}

	#set(id: number): void {
		if (id >= DENSE) {
			this.#far.add(id);
			return;
		}
		const at = id >>> 3;
		if (at >= this.#bits.length) {
			const grown = new Uint8Array(Math.max(at + 1, this.#bits.length * 2));
			grown.set(this.#bits);
			this.#bits = grown;
		}
		this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (id & 7));
	}
}

/** A file that carries an id held more than once. */
export interface Holder {
	readonly file: string;
	readonly place: Place;
	readonly id: number;
	readonly status: Status | undefined;
}

/** A settled UOW may be copied; two that wait or run, or two ends of one attempt, may not be. */
export function judgeHolders(holders: readonly Holder[]): Finding[] {
	return grouped(holders, (holder) => holder.id).flatMap((group) =>
		group.length > 1 ? [judgeGroup(group)] : [],
	);
}

function judgeGroup(group: readonly Holder[]): Finding {
	const first = group[0]?.file ?? "";
	const what = `id ${group[0]?.id} is also in ${group
		.slice(1)
		.map((holder) => holder.file)
		.join(", ")}`;
	const ends = group.filter((holder) => isEnd(holder));
	const live = group.filter((holder) => !isEnd(holder));
	if (live.length > 1)
		return wrong(
			first,
			what,
			"keep one of them; to run another as a new UOW, remove its first line and drop it",
		);
	const attempts = ends.map((holder) => holder.status?.attempt ?? 1);
	const [one] = live;
	if (
		one !== undefined &&
		Math.max(0, ...attempts) >= (one.status?.attempt ?? 1)
	)
		return wrong(
			first,
			`${what}, and the attempt that ${one.file} is about has ended`,
			`move ${one.file} to trash, or remove its first line to run it as a new UOW`,
		);
	if (differ(ends))
		return wrong(
			first,
			`${what}, with another end of the same attempt`,
			"one attempt has one end: keep the true one, and move the other to trash",
		);
	return note(first, what, "a copy of a settled UOW, which does no harm");
}

function isEnd(holder: Holder): boolean {
	return holder.status !== undefined && isSettled(holder.status.state);
}

function differ(ends: readonly Holder[]): boolean {
	return grouped(ends, (end) => end.status?.attempt ?? 1).some(
		(group) => new Set(group.map((end) => end.status?.text)).size > 1,
	);
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => number): T[][] {
	const groups = new Map<number, T[]>();
	for (const one of all) {
		const group = groups.get(keyOf(one)) ?? [];
		group.push(one);
		groups.set(keyOf(one), group);
	}
	return [...groups.values()];
}
