/** The accepted UOWs: refuse what must not run, say what the others wait for, launch what fits the slots. */
import type { Action } from "./action.ts";
import type { Config } from "./config.ts";
import type { Decision } from "./decide.ts";
import {
	type Block,
	blockFinder,
	duplicateFinder,
	uniqueFinder,
	vacantSlots,
} from "./queue.ts";
import type { Snapshot, Waiting } from "./snapshot.ts";
import { pendingText } from "./status-line.ts";

export function schedule(snapshot: Snapshot, config: Config): Decision {
	const candidates: Waiting[] = [];
	const actions: Action[] = [];
	let due = Number.POSITIVE_INFINITY;
	const dismissalOf = dismissalFinder(snapshot);
	const blockOf = blockFinder(snapshot);
	// A UOW with a run record is that run's matter, wherever it lies.
	const running = new Set(snapshot.runs.map((run) => run.ticket.inode));
	for (const waiting of snapshot.waiting) {
		if (running.has(waiting.inode)) continue;
		const dismissal = dismissalOf(waiting);
		if (dismissal !== undefined) {
			actions.push(dismissal);
			continue;
		}
		const block =
			waiting.status.state === "HELD" ? undefined : blockOf(waiting);
		if (block?.until !== undefined)
			due = Math.min(due, (block.until - snapshot.takenAt) / 1000);
		if (waiting.status.state === "WAITING" && block === undefined)
			candidates.push(waiting);
		else actions.push(...markOf(waiting, block));
	}
	const started = start(candidates, snapshot, config);
	return {
		actions: [...actions, ...started],
		lookAgainIn: Math.max(0.01, due),
	};
}

/** Sends away what must not stay in its queue. */
function dismissalFinder(
	snapshot: Snapshot,
): (waiting: Waiting) => Action | undefined {
	const duplicateOf = duplicateFinder(snapshot);
	const uniqueOf = uniqueFinder(snapshot);
	return (waiting) => {
		const duplicate = duplicateOf(waiting);
		if (duplicate !== undefined)
			return {
				kind: "discard",
				place: waiting.place,
				name: waiting.name,
				reasons: [duplicate],
			};
		const why = waiting.refusal ?? uniqueOf(waiting);
		return why === undefined ? undefined : { kind: "refuse", waiting, why };
	};
}

/** Launches the first candidates as far as slots, mode and readiness allow; tells them where they are not. */
function start(
	candidates: readonly Waiting[],
	snapshot: Snapshot,
	config: Config,
): Action[] {
	const slots = vacantSlots(snapshot.runs, config);
	const chosen = distinctNames(candidates, slots.length);
	const others = candidates
		.filter((waiting) => !chosen.includes(waiting))
		.flatMap((waiting) => markOf(waiting, undefined));
	return [...startChosen(chosen, slots, snapshot), ...others];
}

function startChosen(
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

/** The first `most`; two of one name cannot run at once, since they would be one file. */
function distinctNames(
	candidates: readonly Waiting[],
	most: number,
): readonly Waiting[] {
	const chosen = new Map<string, Waiting>();
	for (const waiting of candidates) {
		if (chosen.size >= most) break;
		if (!chosen.has(waiting.name)) chosen.set(waiting.name, waiting);
	}
	return [...chosen.values()];
}

/** Writes into its STATUS what a UOW waits for, where it does not say so yet. */
function markOf(waiting: Waiting, block: Block | undefined): Action[] {
	if (waiting.status.state === "HELD") return [];
	if (block === undefined && waiting.status.text === "WAITING") return [];
	const { until, attempt } = waiting.status;
	// What a retry waits for was written when it ended; it stays until it is over.
	if (until !== undefined && until === block?.until) return [];
	const why = block === undefined || block.why === "" ? {} : { why: block.why };
	const status = pendingText({ state: "WAITING", attempt, ...why });
	return status === waiting.status.text
		? []
		: [{ kind: "mark", waiting, status }];
}
