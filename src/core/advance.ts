/** One run in one state, and its next step. */

import { QUEUES } from "../text/places.ts";
import { impossible } from "../text/problem.ts";
import type { Action, KillStep } from "./action.ts";
import type { Decision } from "./decide.ts";
import { isKillVain } from "./last-of-a-job.ts";
import { logPause } from "./log-limit.ts";
import { pulseChange } from "./pulse.ts";
import { type RunState, runStateOf } from "./run-state.ts";
import { slowChange, slowIn } from "./slow.ts";
import type { Run, Snapshot } from "./snapshot.ts";

/** Seconds between two passes of KILL, and where it has been in vain for long. */
const KILL_PAUSE = 0.2;
const SLOW_KILL_PAUSE = 2;
/** Seconds between two looks for what outlived a job that is being ended. */
const LEFT_PAUSE = 0.5;
/** Seconds between two looks for the last of a pipeline. */
const MOMENT_PAUSE = 0.1;
/** Seconds between two looks at a keeper that is not our child: nothing tells if it vanishes. */
const ADOPTED_PAUSE = 1;

export function advance(run: Run, snapshot: Snapshot): Decision {
	const state = runStateOf(run, snapshot);
	const isDisplaced = QUEUES.some((queue) => queue === run.uow?.place);
	if (isDisplaced && (state.kind === "running" || state.kind === "stopping"))
		return step({ kind: "put-back", run });
	return nextStep(run, state, snapshot);
}

function nextStep(run: Run, state: RunState, snapshot: Snapshot): Decision {
	switch (state.kind) {
		case "launching":
			return rest(ADOPTED_PAUSE);
		case "abandoned":
			return step({
				kind: "revoke",
				run,
				verdict: state.verdict,
				why: state.why,
			});
		case "running":
			return watch(run, state, snapshot);
		case "overdue":
			return step({ kind: "kill", run, why: state.why });
		case "stopping":
			if (state.step === "wait")
				return rest(Math.min(pollPause(run), state.killAt - snapshot.uptime));
			if (state.step === "signal") return signal(run, "stop", KILL_PAUSE);
			return isKillVain(run, snapshot.uptime)
				? signal(run, "kill in vain", SLOW_KILL_PAUSE)
				: signal(run, "kill", KILL_PAUSE);
		case "draining":
			return rest(Math.min(drainPause(run), state.until - snapshot.uptime));
		case "leftovers":
			return endLeftovers(run, state, snapshot);
		case "flushing":
			return run.flush === "none"
				? step({ kind: "flush", run })
				: rest(Number.POSITIVE_INFINITY);
		case "ended":
			return step({ kind: "settle", run, ending: state.ending });
		case "missing":
			return step({
				// What this Monitor has brought out of its slot is its new owner's to take away.
				kind: run.isOpen && !run.brought ? "rescue" : "reap",
				run,
				ending: state.ending,
			});
		case "settled":
			return step({ kind: "reap", run, ending: state.ending });
		default:
			return impossible(state);
	}
}

/** A running job: whether its pulse has changed, and when something may be due. */
function watch(
	run: Run,
	{ deadline, pulse }: Extract<RunState, { kind: "running" }>,
	snapshot: Snapshot,
): Decision {
	const change = pulse && pulseChange(run, pulse, snapshot.takenAt);
	if (change !== undefined) return step({ kind: "pulse", run, ...change });
	const slow = slowChange(run, pulse, snapshot);
	if (slow !== undefined) return step({ kind: "slow", run, ...slow });
	return rest(
		Math.min(
			pollPause(run),
			logPause(run),
			(deadline ?? Number.POSITIVE_INFINITY) - snapshot.uptime,
			pulse?.nextIn ?? Number.POSITIVE_INFINITY,
			slowIn(run, snapshot),
		),
	);
}

function endLeftovers(
	run: Run,
	{ step: next, killAt }: Extract<RunState, { kind: "leftovers" }>,
	{ uptime }: Snapshot,
): Decision {
	switch (next) {
		case "record":
			return step({ kind: "record-left", run });
		case "signal":
			return signal(run, "stop", KILL_PAUSE);
		case "wait":
			return rest(Math.min(LEFT_PAUSE, killAt - uptime));
		case "kill":
			return signal(run, "kill", KILL_PAUSE);
	}
}

/** Nobody tells when the last of those dies that outlived their job. */
function pollPause(run: Run): number {
	if (run.kill !== undefined && run.exit !== undefined) return LEFT_PAUSE;
	return run.child === "alive" ? Number.POSITIVE_INFINITY : ADOPTED_PAUSE;
}

/** The end of tee is told; not so that of others, who mostly end in this moment. */
function drainPause(run: Run): number {
	return run.left.length > 0 ? MOMENT_PAUSE : ADOPTED_PAUSE;
}

/** A pass of signals changes nothing that can be seen at once: look again after a pause. */
function signal(run: Run, step: KillStep, pause: number): Decision {
	return {
		actions: [{ kind: "signal", steps: [{ run, step }] }],
		lookAgainIn: pause,
	};
}

function step(action: Action): Decision {
	return { actions: [action], lookAgainIn: 0 };
}

function rest(lookAgainIn: number): Decision {
	return { actions: [], lookAgainIn: Math.max(lookAgainIn, 0.01) };
}
