/**
 * Action to effect, exhaustive and without decisions. A world that moved since
 * the look is no fault: the next look tells the truth. What one file's rights
 * forbid is said once. Any other error of the machine ends the Monitor: it is
 * built to be stopped anywhere and started again.
 */
import { type Action, describe } from "../core/action.ts";
import { isAboutOneFile, isMoved } from "../disk/files.ts";
import { Overtaken } from "../disk/uow-file.ts";
import { impossible } from "../text/problem.ts";
import * as onLaunch from "./act-launch.ts";
import * as onEnd from "./act-on-end.ts";
import * as onPulse from "./act-on-pulse.ts";
import * as onQueue from "./act-on-queue.ts";
import * as onRequest from "./act-on-request.ts";
import * as onRun from "./act-on-run.ts";
import * as onSignal from "./act-on-signal.ts";
import { complain, type Now, type World } from "./world.ts";

/** acted: look again at once; resting: nothing changed that a look would show now. */
export type Effect = "acted" | "resting" | "overtaken";

function act(world: World, action: Action, now: Now): Effect {
	return guarded(world, action, now, () => perform(world, action, now));
}

function guarded(
	world: World,
	action: Action,
	now: Now,
	effect: () => Effect,
): Effect {
	try {
		return effect();
	} catch (error) {
		if (error instanceof Overtaken || isMoved(error)) return "overtaken";
		complain(world, now, describe(action), error);
		return "resting";
	}
}

/** Actions of one turn; `passed` is told of each. Ends where a request could not be taken: it must not be carried out. */
export function actAll(
	world: World,
	actions: readonly Action[],
	now: Now,
	passed: () => void,
): readonly Effect[] {
	const effects: Effect[] = [];
	const launches = actions.filter((action) => action.kind === "launch");
	for (const action of actions) {
		if (action.kind === "reap") continue;
		if (action === launches[0])
			effects.push(...launchAll(world, launches, now));
		if (action.kind === "launch") continue;
		const effect = act(world, action, now);
		effects.push(effect);
		passed();
		if (action.kind === "take" && effect !== "acted") return effects;
	}
	const reaps = actions.filter((action) => action.kind === "reap");
	if (reaps.length > 0) effects.push(reapAll(world, reaps, now));
	return effects;
}

type Launch = Extract<Action, { kind: "launch" }>;

/** Launches that share a step to the disk: none of them shall wait for long once it was looked at. */
const MOST_LAUNCHED = 8;

function launchAll(
	world: World,
	launches: readonly Launch[],
	now: Now,
): readonly Effect[] {
	const effects: Effect[] = [];
	for (let i = 0; i < launches.length; i += MOST_LAUNCHED)
		effects.push(
			...launchSome(world, launches.slice(i, i + MOST_LAUNCHED), now),
		);
	return effects;
}

/** Tickets first, all made durable together, then the claims and the keepers. */
function launchSome(
	world: World,
	launches: readonly Launch[],
	now: Now,
): readonly Effect[] {
	const ready: (readonly [Launch, onLaunch.Ticketed])[] = [];
	const effects = launches.map((launch) =>
		guarded(world, launch, now, () => {
			const { waiting, slot } = launch;
			const prepared = onLaunch.prepare(world, now, waiting, slot);
			if (typeof prepared === "string") return prepared;
			ready.push([launch, prepared]);
			return "acted";
		}),
	);
	if (ready.length > 0) world.runs.makeDurable();
	return [
		...effects,
		...ready.map(([launch, ticketed]) =>
			guarded(world, launch, now, () => onLaunch.start(world, now, ticketed)),
		),
	];
}

/** All at once; where that does not do, one by one. */
function reapAll(
	world: World,
	reaps: readonly Extract<Action, { kind: "reap" }>[],
	now: Now,
): Effect {
	try {
		return onEnd.reap(world, now, reaps);
	} catch (error) {
		if (!isAboutOneFile(error)) throw error;
		return worst(reaps.map((reap) => act(world, reap, now)));
	}
}

function perform(world: World, action: Action, now: Now): Effect {
	switch (action.kind) {
		case "take":
			return onRequest.take(world, action.request);
		case "answer":
			return onRequest.answer(world, now, action.request, action.text);
		case "reload":
			return onRequest.reload(world, now, action.request);
		case "clear-history":
			return onRequest.clearHistory(world, now, action.request);
		case "reserve":
			return onRequest.reserve(world, now, action);
		case "unreserve":
			return onRequest.unreserve(world, now, action);
		case "set-mode":
			return onRequest.setMode(world, action.mode);
		case "stop":
			return onRequest.stop(world, action.why);
		case "hold":
			return onQueue.mark(world, action.waiting, action.status, true);
		case "mark":
			return onQueue.mark(world, action.waiting, action.status, false);
		case "retry":
			return onQueue.bringBack(world, {
				place: action.from,
				name: action.name,
			});
		case "expel":
			return onQueue.expel(world, now, action.stray);
		case "discard":
			return onQueue.discardFile(world, now, action);
		case "stamp":
			return onQueue.stamp(world, now, action.stampings);
		case "readmit":
			return onQueue.readmit(world, now, action.arrival, action.attempt);
		case "refuse":
			return onLaunch.refuse(world, now, action.waiting, action.why);
		case "launch":
			return worst(launchSome(world, [action], now));
		case "check-readiness":
			return onLaunch.checkReadiness(world, now);
		case "revoke":
			return onRun.revoke(world, action.run, action.verdict, action.why);
		case "put-back":
			return onRun.putBack(world, now, action.run);
		case "kill":
			return onRun.kill(world, now, action.run, action);
		case "pulse":
			return onPulse.markPulse(world, now, action);
		case "slow":
			return onPulse.markSlow(world, now, action);
		case "record-left":
			return onRun.recordLeft(world, now, action.run);
		case "signal":
			return onSignal.signal(world, now, action.steps);
		case "flush":
			return onEnd.flush(world, action.run);
		case "settle":
			return onEnd.settle(world, now, action.run, action.ending);
		case "rescue":
			return onEnd.rescue(world, now, action.run, action.ending);
		case "reap":
			return onEnd.reap(world, now, [action]);
		default:
			return impossible(action);
	}
}

/** What matters most of several: whether to look again. */
export function worst(effects: readonly Effect[]): Effect {
	if (effects.includes("acted")) return "acted";
	return effects.includes("overtaken") ? "overtaken" : "resting";
}
