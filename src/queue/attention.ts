/**
 * Which of the accepted UOWs are more than "waits for its turn", kept as they
 * come and go, so that a turn looks at these and not at all.
 */
import { needsAttention, type Waiting } from "../core/snapshot.ts";

export class Attention {
	readonly #attemptsOf: (id: number) => number;
	readonly #special = new Set<Waiting>();
	readonly #ids = new Ids();
	/** Ids that came a second time: their UOWs are looked for when they are asked for. */
	readonly #doubled = new Set<number>();

	constructor(attemptsOf: (id: number) => number) {
		this.#attemptsOf = attemptsOf;
	}

	add(waiting: Waiting): void {
		if (needsAttention(waiting, this.#attemptsOf(waiting.id)))
			this.#special.add(waiting);
		if (this.#ids.has(waiting.id)) this.#doubled.add(waiting.id);
		else this.#ids.add(waiting.id);
	}

	remove(waiting: Waiting): void {
		this.#special.delete(waiting);
		// Who else has a doubled one shows at the next look.
		if (!this.#doubled.has(waiting.id)) this.#ids.delete(waiting.id);
	}

	has(waiting: Waiting): boolean {
		return this.#special.has(waiting) || this.#doubled.has(waiting.id);
	}

	/** `all` that wait: looked through only where an id came twice. */
	list(all: readonly Waiting[]): readonly Waiting[] {
		if (this.#doubled.size === 0) return [...this.#special];
		return [...new Set([...this.#special, ...this.#twins(all)])];
	}

	#twins(all: readonly Waiting[]): Waiting[] {
		const found = new Map<number, Waiting[]>();
		for (const id of this.#doubled) found.set(id, []);
		for (const waiting of all) found.get(waiting.id)?.push(waiting);
		for (const [id, twins] of found) {
			if (twins.length > 1) continue;
			this.#doubled.delete(id);
			if (twins.length === 0) this.#ids.delete(id);
		}
		return [...found.values()].filter((twins) => twins.length > 1).flat();
	}
}

/** Ids of a block: they are given one after another. */
const BLOCK = 8192;

/** A set of ids, a bit for each: a hundred thousand take less than their numbers. */
class Ids {
	readonly #blocks = new Map<number, Uint8Array>();

	has(id: number): boolean {
		const bits = this.#blocks.get(Math.floor(id / BLOCK))?.[(id % BLOCK) >> 3];
		return ((bits ?? 0) & (1 << (id & 7))) !== 0;
	}

	add(id: number): void {
		const block =
			this.#blocks.get(Math.floor(id / BLOCK)) ?? this.#newBlock(id);
		const at = (id % BLOCK) >> 3;
		block[at] = (block[at] ?? 0) | (1 << (id & 7));
	}

	delete(id: number): void {
		const block = this.#blocks.get(Math.floor(id / BLOCK));
		const at = (id % BLOCK) >> 3;
		if (block !== undefined) block[at] = (block[at] ?? 0) & ~(1 << (id & 7));
	}

	#newBlock(id: number): Uint8Array {
		const block = new Uint8Array(BLOCK / 8);
		this.#blocks.set(Math.floor(id / BLOCK), block);
		return block;
	}
}
