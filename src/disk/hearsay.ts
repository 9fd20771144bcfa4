/** What is heard of a folder between two looks, and which of it is only the echo of what the Monitor did itself. */

/** Events between two looks after which some may have been dropped unseen: the kernel keeps 16,384 for all folders together. */
const MOST_HEARD = 4000;
/** Milliseconds for which an event is taken for an echo. */
const ECHO = 1000;

export class Hearsay {
	readonly #names = new Set<string>();
	/** Names the Monitor itself has changed, and when, until it hears of it. */
	readonly #echoes = new Map<string, number>();
	#heard = 0;

	/** The Monitor itself changed this name. */
	did(name: string): void {
		this.#names.add(name);
		this.#echoes.set(name, performance.now());
	}

	/** An event about what nobody looks at: it has taken the place of others all the same. */
	pass(): void {
		this.#heard += 1;
	}

	/** Returns whether it is news. */
	hear(name: string): boolean {
		this.#heard += 1;
		this.#names.add(name);
		const at = this.#echoes.get(name);
		this.#echoes.delete(name);
		return at === undefined || performance.now() - at > ECHO;
	}

	get hasHeard(): boolean {
		return this.#heard > 0;
	}

	/** So much at once that some of it may be lost. */
	get isDeafened(): boolean {
		return this.#heard > MOST_HEARD;
	}

	/** The names since it was asked last. */
	take(): readonly string[] {
		const names = [...this.#names];
		this.#names.clear();
		this.#heard = 0;
		// Where nothing is heard, nothing takes them away.
		if (this.#echoes.size > MOST_HEARD) this.#echoes.clear();
		return names;
	}
}
