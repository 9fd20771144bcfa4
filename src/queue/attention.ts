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

	/**
	 * `all` that wait, or not all of them yet: looked through only where an id came
	 * twice, or is that of a run.
	 */
	list(
		all: readonly Waiting[],
		running: readonly number[],
		isWhole: boolean,
	): readonly Waiting[] {
		const met = running.filter((id) => this.#ids.has(id));
		if (this.#doubled.size + met.length === 0) return [...this.#special];
		const found = this.#withIds(all, [...this.#doubled, ...met]);
		// While some are missing a twin may be among these.
		if (isWhole)
			for (const id of this.#doubled)
				this.#forgetSingle(id, found.get(id) ?? []);
		const others = [...found].flatMap(([id, those]) =>
			those.length > 1 || met.includes(id) ? those : [],
		);
		return [...new Set([...this.#special, ...others])];
	}

	#withIds(all: readonly Waiting[], ids: readonly number[]) {
		const found = new Map(ids.map((id): [number, Waiting[]] => [id, []]));
		for (const waiting of all) found.get(waiting.id)?.push(waiting);
		return found;
	}

	/** Its twin is gone. */
	#forgetSingle(id: number, those: readonly Waiting[]): void {
		if (those.length > 1) return;
		this.#doubled.delete(id);
		if (those.length === 0) this.#ids.delete(id);
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
