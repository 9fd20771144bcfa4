/** The accepted UOWs: refuse what must not run, say what the others wait for, launch what fits the slots. */

import type { Config } from "../text/config.ts";
import { isoOf } from "../text/instant.ts";
import { impossible } from "../text/problem.ts";
import { asWritten, pendingText } from "../text/status-line.ts";
import type { Action } from "./action.ts";
import type { Decision } from "./decide.ts";
import {
	type Block,
	blockFinder,
	duplicateFinder,
	fileKey,
	runningFiles,
	uniqueFinder,
	vacantSlots,
} from "./queue.ts";
import type { Snapshot, Waiting } from "./snapshot.ts";

type Verdict =
	/** Its run record decides about it. */
	| { readonly kind: "busy" }
	| { readonly kind: "dismissed"; readonly action: Action }
	| { readonly kind: "held" }
	| { readonly kind: "blocked"; readonly block: Block }
	| { readonly kind: "free" };

/** Looks at what needs attention, and at as many others as there are slots to fill. */
export function schedule(snapshot: Snapshot, config: Config): Decision {
	const slots = vacantSlots(snapshot, config);
	const verdictOf = verdictFinder(snapshot);
	const looked = new Map(
		snapshot.attention.map((waiting) => [waiting, verdictOf(waiting)]),
	);
	const chosen = new Map<string, Waiting>();
	const ids = new Set<number>();
	for (const waiting of slots.length === 0 ? [] : snapshot.waiting) {
		// There may be very many before the first that may start.
		if (waiting.status.state === "HELD") continue;
		const verdict = looked.get(waiting) ?? verdictOf(waiting);
		looked.set(waiting, verdict);
		// Before all were read another one may come first, or have its id.
		if (verdict.kind === "free" && snapshot.foreseen?.has(waiting) === false)
			break;
		// Two of one name cannot run at once, since they would be one file; two of one id must not.
		const isAlone = !chosen.has(waiting.name) && !ids.has(waiting.id);
		if (verdict.kind === "free" && isAlone) {
			chosen.set(waiting.name, waiting);
			ids.add(waiting.id);
		}
		if (chosen.size === slots.length) break;
	}
	const first = [...chosen.values()];
	const others = [...looked]
		.filter(([waiting]) => chosen.get(waiting.name) !== waiting)
		.flatMap(([waiting, verdict]) => actionsOf(waiting, verdict));
	return {
		actions: [...others, ...start(first, slots, snapshot)],
		lookAgainIn: dueIn([...looked.values()], snapshot),
	};
}

function verdictFinder(snapshot: Snapshot): (waiting: Waiting) => Verdict {
	const duplicateOf = duplicateFinder(snapshot);
	const uniqueOf = uniqueFinder(snapshot);
	const blockOf = blockFinder(snapshot);
	const running = runningFiles(snapshot);
	const attempts = new Map(
		snapshot.runs.map(({ ticket }) => [ticket.id, ticket.attempt]),
	);
	return (waiting) => {
		if (running.has(fileKey(waiting.id, waiting.inode)))
			return { kind: "busy" };
		// A further attempt than the one whose records are still there: it comes of that run.
		if (waiting.status.attempt > (attempts.get(waiting.id) ?? Infinity))
			return { kind: "busy" };
		const duplicate = duplicateOf(waiting);
		if (duplicate !== undefined)
			return { kind: "dismissed", action: discard(waiting, duplicate) };
		const why = waiting.refusal ?? uniqueOf(waiting);
		if (why !== undefined)
			return { kind: "dismissed", action: { kind: "refuse", waiting, why } };
		if (waiting.status.state === "HELD") return { kind: "held" };
		const block = blockOf(waiting);
		return block === undefined ? { kind: "free" } : { kind: "blocked", block };
	};
}

function discard({ place, name, version }: Waiting, reason: string): Action {
	return { kind: "discard", place, name, version, reasons: [reason] };
}

function actionsOf(waiting: Waiting, verdict: Verdict): Action[] {
	switch (verdict.kind) {
		case "busy":
		case "held":
			return [];
		case "dismissed":
			return [verdict.action];
		case "blocked":
			return markOf(waiting, verdict.block);
		case "free":
			return markOf(waiting, undefined);
		default:
			return impossible(verdict);
	}
}

/** Seconds until the first block is over by itself. */
function dueIn(verdicts: readonly Verdict[], snapshot: Snapshot): number {
	let due = Number.POSITIVE_INFINITY;
	for (const verdict of verdicts)
		if (verdict.kind === "blocked" && verdict.block.until !== undefined)
			due = Math.min(due, (verdict.block.until - snapshot.takenAt) / 1000);
	return Math.max(0.01, due);
}

/** Launches as far as mode and readiness allow; tells them where they do not. */
function start(
	chosen: readonly Waiting[],
	slots: readonly number[],
	snapshot: Snapshot,
): Action[] {
	if (chosen.length === 0) return [];
	const obstacle = obstacleOf(snapshot);
	if (obstacle !== undefined)
		return chosen.flatMap((waiting) => markOf(waiting, { why: obstacle }));
	switch (snapshot.readiness.kind) {
		case "unknown":
			return [{ kind: "check-readiness" }];
		case "checking":
			return [];
		default:
			return chosen.map((waiting, i) => ({
				kind: "launch",
				waiting,
				slot: slots[i] ?? 1,
			}));
	}
}

function obstacleOf(snapshot: Snapshot): string | undefined {
	if (snapshot.mode === "paused") return "the Monitor is paused";
	if (snapshot.mode === "finishing") return "the Monitor finishes";
	return snapshot.readiness.kind === "not ready"
		? snapshot.readiness.why
		: undefined;
}

/** Writes into its STATUS what a UOW waits for, where it does not say so yet. */
function markOf(waiting: Waiting, block: Block | undefined): Action[] {
	const { until, attempt, text } = waiting.status;
	// What a retry waits for was written when it ended; it stays until it is over.
	if (until !== undefined && block?.why === "" && block.until !== undefined) {
		if (until === block.until) return [];
		const status = text.replace(isoOf(until), isoOf(block.until));
		return [{ kind: "mark", waiting, status }];
	}
	const why = block === undefined || block.why === "" ? {} : { why: block.why };
	const status = asWritten(pendingText({ state: "WAITING", attempt, ...why }));
	return status === waiting.status.text
		? []
		: [{ kind: "mark", waiting, status }];
}
