/**
 * One turn's thinking: from what was seen to what is to be done. The table of
 * contents of the Monitor; pure, so that a turn can be read, tested and repeated.
 */

import type { Config } from "../text/config.ts";
import type { Action } from "./action.ts";
import { admit } from "./admit.ts";
import { advance } from "./advance.ts";
import { obey } from "./obey.ts";
import { lapse } from "./reserve.ts";
import { schedule } from "./schedule.ts";
import type { Snapshot } from "./snapshot.ts";

export interface Decision {
	readonly actions: readonly Action[];
	/** Seconds after which something is due by itself. */
	readonly lookAgainIn: number;
}

export function decide(snapshot: Snapshot, config: Config): Decision {
	// Requests change what everything else goes by: obey them, then look again.
	const obeyed = obey(snapshot, config);
	if (obeyed.length > 0)
		return {
			actions: [...obeyed, ...meanwhile(obeyed, snapshot)],
			lookAgainIn: 0,
		};

	const parts = [
		tidy(snapshot),
		...snapshot.runs.map((run) => advance(run, snapshot)),
		lapse(snapshot),
		admit(snapshot, config),
		schedule(snapshot, config),
	];
	const actions = inOrder(joinSignals(parts.flatMap((part) => part.actions)));
	const finished =
		snapshot.mode === "finishing" &&
		snapshot.runs.length === 0 &&
		actions.length === 0;
	return {
		actions: finished
			? [
					{ kind: "set-mode", mode: "running" },
					{ kind: "stop", why: "FINISH: the running jobs have ended" },
				]
			: actions,
		lookAgainIn: Math.min(...parts.map((part) => part.lookAgainIn)),
	};
}

/** What is started runs while the rest is done; records go last. */
function inOrder(actions: readonly Action[]): readonly Action[] {
	const rank = ({ kind }: Action) =>
		1 + ["launch", "settle", "rescue", "reap"].indexOf(kind);
	return [...actions].sort((a, b) => rank(a) - rank(b));
}

/** Whom signals are for is looked for among all processes: once for all runs. */
function joinSignals(actions: readonly Action[]): readonly Action[] {
	const steps = actions.flatMap((action) =>
		action.kind === "signal" ? action.steps : [],
	);
	if (steps.length === 0) return actions;
	const others = actions.filter(({ kind }) => kind !== "signal");
	return [{ kind: "signal", steps }, ...others];
}

/** However many requests pour in, the deadlines of what runs are kept; not in a turn that has changed a run. */
function meanwhile(
	obeyed: readonly Action[],
	snapshot: Snapshot,
): readonly Action[] {
	if (obeyed.some((action) => "run" in action || action.kind === "stop"))
		return [];
	return snapshot.runs.flatMap((run) => advance(run, snapshot).actions);
}

/** Files that lie where no file of that kind belongs. */
function tidy(snapshot: Snapshot): Decision {
	const readmes = snapshot.surplusReadmes.map(
		({ place, name }): Action => ({
			kind: "discard",
			place,
			name,
			reasons: ["a folder keeps one README, the newest"],
		}),
	);
	const strays = snapshot.strays.map(
		(stray): Action => ({ kind: "expel", stray }),
	);
	return {
		actions: [...readmes, ...strays],
		lookAgainIn: Number.POSITIVE_INFINITY,
	};
}
