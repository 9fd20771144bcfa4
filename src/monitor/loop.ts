/**
 * The loop: turns of survey, decide and act until nothing is left to do, then
 * the posted status, then sleep until the timer, a nudge, or what is due.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { decide } from "../core/decide.ts";
import { digestOf } from "../core/digest.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { MARK } from "../jobs/launcher.ts";
import { hasMembers } from "../jobs/members.ts";
import { isAlive, uptime, writersOf } from "../jobs/proc.ts";
import type { StatusPost } from "../spool/status-post.ts";
import type { Machine } from "../spool/survey.ts";
import { act } from "./act.ts";
import type { SystemdNotify } from "./notify.ts";
import type { Nudge } from "./nudge.ts";
import { announce, markValue, type World } from "./world.ts";

export interface LoopOptions {
	/** End when nothing runs and nothing can be started any more. */
	readonly once: boolean;
	readonly nudge: Nudge;
	readonly status: StatusPost;
	readonly systemd: SystemdNotify;
}

/** Overtaken turns in a row after which the Monitor rests: somebody changes faster than it looks. */
const MOST_OVERTAKEN = 20;
/** Seconds between two posted statuses while there is no rest. */
const POST_PAUSE = 1;

interface Turn {
	readonly snapshot: Snapshot;
	readonly effect: "acted" | "resting" | "overtaken";
	readonly lookAgainIn: number;
}

/** Returns why it ended. */
export async function loop(
	world: World,
	options: LoopOptions,
): Promise<string> {
	let postedAt = Number.NEGATIVE_INFINITY;
	let overtaken = 0;
	let asked = true;
	while (world.stopping === undefined) {
		const turn = takeTurn(world, asked);
		options.systemd.live(turn.snapshot.uptime);
		overtaken = turn.effect === "overtaken" ? overtaken + 1 : 0;
		const isRest = turn.effect === "resting" || overtaken > MOST_OVERTAKEN;
		if (isRest || turn.snapshot.uptime - postedAt >= POST_PAUSE) {
			post(world, options, turn.snapshot);
			postedAt = turn.snapshot.uptime;
		}
		if (isRest && options.once && isExhausted(turn.snapshot))
			return "nothing is left that can be run";
		asked = isRest
			? await rest(world, options, turn)
			: turn.effect === "overtaken";
		await breathe();
		asked = options.nudge.take() || asked;
	}
	return world.stopping;
}

/** The posted status is a courtesy: what keeps it from being written does not end the Monitor. */
function post(world: World, options: LoopOptions, snapshot: Snapshot): void {
	const complaint = options.status.post(digestOf(snapshot, world.config));
	if (complaint !== undefined)
		announce(
			world,
			{ at: snapshot.takenAt, uptime: snapshot.uptime },
			complaint,
		);
}

function takeTurn(world: World, asked: boolean): Turn {
	const machine = machineOf(world);
	const snapshot = world.survey.look(machine, world.config, asked);
	const decision = decide(snapshot, world.config);
	const effects = decision.actions.map((action) =>
		act(world, action, { at: machine.takenAt, uptime: machine.uptime }),
	);
	world.mailbox.tidy(machine.uptime);
	const lookAgainIn = Math.min(
		decision.lookAgainIn,
		world.mailbox.tidyIn(machine.uptime),
		world.survey.listingIn(machine.uptime),
	);
	const effect = effects.includes("acted")
		? "acted"
		: effects.includes("overtaken")
			? "overtaken"
			: "resting";
	return { snapshot, effect, lookAgainIn };
}

function machineOf(world: World): Machine {
	const now = uptime();
	return {
		takenAt: Date.now(),
		uptime: now,
		boot: world.boot,
		readiness: world.readyCheck.look(world.config, world.paths.root, now),
		isAlive,
		hasMembers: (key) => hasMembers(`${MARK}=${markValue(world, key)}`),
		childOf: (key) => world.launcher.childOf(key),
		stopSent: (key) => world.stopSent.has(key),
		writersOf,
	};
}

/** Sleeps; returns whether the timer went off and the queues are to be listed. */
async function rest(
	world: World,
	options: LoopOptions,
	turn: Turn,
): Promise<boolean> {
	const timer = world.config.sleepSeconds;
	const seconds = Math.min(timer, turn.lookAgainIn, options.systemd.pause);
	const woken = await options.nudge.sleep(seconds);
	return woken || (seconds === timer && world.survey.hasChanged());
}

/** Nothing runs, nothing arrives, and what waits does not wait for the machine. */
function isExhausted(snapshot: Snapshot): boolean {
	const waitsForMachine =
		snapshot.waiting.length > 0 &&
		snapshot.mode === "running" &&
		(snapshot.readiness.kind === "not ready" ||
			snapshot.readiness.kind === "checking");
	return (
		snapshot.runs.length === 0 && snapshot.arriving === 0 && !waitsForMachine
	);
}
