/**
 * Long logs made durable beside the loop, before their UOWs are settled: an
 * fsync of hundreds of megabytes takes seconds, in which no other job would be
 * looked after. Settling still waits for its own; there is little left for it.
 */
import fs from "node:fs";
import type { Run } from "../core/snapshot.ts";
import { codeOf, isAboutOneFile } from "../disk/files.ts";

export class Flushes {
	readonly #states = new Map<string, "begun" | "done" | Error>();
	readonly #ring: () => void;

	/** `ring` when one is done. */
	constructor(ring: () => void) {
		this.#ring = ring;
	}

	/**
	 * `fd` may be closed meanwhile: then it is for the settling. An error of the disk is
	 * not, since the kernel tells it once, and to whoever opens the file later not at all.
	 */
	begin(key: string, fd: number): void {
		this.#states.set(key, "begun");
		fs.fsync(fd, (error) => {
			if (!this.#states.has(key)) return;
			const isTold =
				error !== null && codeOf(error) !== "EBADF" && !isAboutOneFile(error);
			this.#states.set(key, isTold ? error : "done");
			this.#ring();
		});
	}

	/** Throws what the disk said: the Monitor ends of it, as where it had asked itself. */
	of(key: string): Run["flush"] {
		const state = this.#states.get(key) ?? "none";
		if (state instanceof Error) throw state;
		return state;
	}

	forget(key: string): void {
		this.#states.delete(key);
	}
}
