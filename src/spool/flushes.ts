/**
 * Long logs made durable beside the loop, before their UOWs are settled: an
 * fsync of hundreds of megabytes takes seconds, in which no other job would be
 * looked after. Settling still waits for its own; there is little left for it.
 */
import fs from "node:fs";
import type { Run } from "../core/snapshot.ts";

export class Flushes {
	readonly #states = new Map<string, "begun" | "done">();
	readonly #ring: () => void;

	/** `ring` when one is done. */
	constructor(ring: () => void) {
		this.#ring = ring;
	}

	/** `fd` may be closed meanwhile; what goes wrong is for the settling to find out. */
	begin(key: string, fd: number): void {
		this.#states.set(key, "begun");
		fs.fsync(fd, () => {
			if (!this.#states.has(key)) return;
			this.#states.set(key, "done");
			this.#ring();
		});
	}

	of(key: string): Run["flush"] {
		return this.#states.get(key) ?? "none";
	}

	forget(key: string): void {
		this.#states.delete(key);
	}
}
