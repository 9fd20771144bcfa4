/** The look at jobs that are about to be ended: their processes and the machine, in limited time. */
import os from "node:os";
import { type Examined, MOST_PROCESSES } from "../core/post-mortem.ts";
import {
	insideOf,
	isNear,
	mayBeSignalled,
	ownAmong,
	type Seen,
} from "./members.ts";
import { factsOf, locksLimit, processIds, usageOf } from "./proc.ts";
import { availableMemory } from "./readiness.ts";
import type { Traces } from "./traces.ts";

/** Seconds it may take for all jobs of a turn: the kill waits for it, and so do others. */
const LIMIT = 2;
/** Of these, to find out who there is; those that began last are found first. */
const GLANCE_LIMIT = 1;

export interface Examination {
	/** Undefined: there was no time to look at them. */
	readonly processes: readonly Examined[] | undefined;
	readonly isCut: boolean;
	readonly load: readonly number[];
	readonly memory: number;
}

/** Of the jobs that are ended in one turn. */
export class Examiner {
	readonly #begin = performance.now();
	#isCut = false;
	#all: readonly Omit<Seen, "mark">[] | undefined;

	examine(traces: Traces): Examination {
		const machine = { load: os.loadavg(), memory: availableMemory() };
		if (this.#isOver())
			return { processes: undefined, isCut: true, ...machine };
		return { ...this.#processesOf(traces), ...machine };
	}

	#processesOf(traces: Traces) {
		this.#all ??= [...this.#everybody()];
		const own = ownAmong(this.#all, traces.keeper);
		const isNearIt = isNear(traces, own, insideOf(traces));
		const members = this.#all.filter(
			(one) => isNearIt(one) && mayBeSignalled(one, own),
		);
		const processes: Examined[] = [];
		for (const facts of members.slice(0, MOST_PROCESSES)) {
			if (this.#isOver()) break;
			const usage = usageOf(facts.pid);
			if (usage !== undefined) processes.push({ ...facts, ...usage });
		}
		const isCut =
			this.#isCut || members.length > MOST_PROCESSES || this.#isOver();
		return { processes, isCut };
	}

	/**
	 * What can be known without a look into anybody's memory, which a process that
	 * hangs can keep waiting; zombies too.
	 */
	*#everybody(): Generator<Omit<Seen, "mark">> {
		for (const pid of processIds()) {
			this.#isCut = this.#isOver(GLANCE_LIMIT);
			if (this.#isCut) return;
			const facts = factsOf(pid);
			if (facts !== undefined) yield { ...facts, locksLimit: locksLimit(pid) };
		}
	}

	#isOver(seconds = LIMIT): boolean {
		return performance.now() > this.#begin + seconds * 1000;
	}
}
