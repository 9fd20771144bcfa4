/**
 * Which of the accepted UOWs are more than "waits for its turn", kept as they
 * come and go, so that a turn looks at these and not at all.
 */
import { needsAttention, type Waiting } from "../core/snapshot.ts";

export class Attention {
	readonly #attemptsOf: (id: number) => number;
	readonly #special = new Set<Waiting>();
	readonly #byId = new Map<number, Waiting[]>();
	readonly #doubled = new Set<number>();

	constructor(attemptsOf: (id: number) => number) {
		this.#attemptsOf = attemptsOf;
	}

	add(waiting: Waiting): void {
		if (needsAttention(waiting, this.#attemptsOf(waiting.id)))
			this.#special.add(waiting);
		const twins = [...(this.#byId.get(waiting.id) ?? []), waiting];
		this.#byId.set(waiting.id, twins);
		if (twins.length > 1) this.#doubled.add(waiting.id);
	}

	remove(waiting: Waiting): void {
		this.#special.delete(waiting);
		const twins = (this.#byId.get(waiting.id) ?? []).filter(
			(other) => other !== waiting,
		);
		if (twins.length === 0) this.#byId.delete(waiting.id);
		else this.#byId.set(waiting.id, twins);
		if (twins.length < 2) this.#doubled.delete(waiting.id);
	}

	list(): readonly Waiting[] {
		const twins = [...this.#doubled].flatMap((id) => this.#byId.get(id) ?? []);
		return [...new Set([...this.#special, ...twins])];
	}
}
