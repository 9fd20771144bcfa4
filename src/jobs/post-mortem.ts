/** The look at a job that is about to be ended: its processes and the machine, in limited time. */
import os from "node:os";
import { type Examined, MOST_PROCESSES } from "../core/post-mortem.ts";
import { membersAtAGlance } from "./members.ts";
import { usageOf } from "./proc.ts";
import { availableMemory } from "./readiness.ts";
import type { Traces } from "./traces.ts";

/** Seconds it may take: the kill waits for it, and so do others. */
const LIMIT = 2;

export function examine(traces: Traces): {
	readonly processes: readonly Examined[];
	readonly isCut: boolean;
	readonly load: readonly number[];
	readonly memory: number;
} {
	const end = performance.now() + LIMIT * 1000;
	const isOver = () => performance.now() > end;
	const processes: Examined[] = [];
	let isCut = false;
	for (const facts of membersAtAGlance(traces, isOver)) {
		isCut = processes.length === MOST_PROCESSES;
		if (isCut) break;
		const usage = usageOf(facts.pid);
		if (usage !== undefined) processes.push({ ...facts, ...usage });
	}
	return {
		processes,
		isCut: isCut || isOver(),
		load: os.loadavg(),
		memory: availableMemory(),
	};
}
