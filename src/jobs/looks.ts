/** What one turn sees of all processes: each look is dear, and serves all runs of the turn. */
import {
	holdersOf,
	jobProcessesAmong,
	ownAmong,
	photograph,
	type Seen,
} from "./members.ts";
import { Holders } from "./output.ts";
import type { ProcessFacts } from "./proc.ts";
import type { Traces } from "./traces.ts";

export class Looks {
	#first: readonly Seen[] | undefined;
	#second: readonly Seen[] | undefined;
	readonly #holders = new Holders();

	/**
	 * Who of a job lives. A photograph of all processes takes a while, and what
	 * forks may slip through it: "nobody" takes two.
	 */
	jobProcesses(traces: Traces): readonly ProcessFacts[] {
		this.#first ??= photograph();
		const found = jobProcessesAmong(this.#first, traces);
		if (found.length > 0) return found;
		this.#second ??= photograph();
		const later = jobProcessesAmong(this.#second, traces);
		if (later.length > 0) return later;
		return holdersOf(ownAmong(this.#second, traces.keeper), this.#holders);
	}
}
