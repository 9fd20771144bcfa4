/**
 * The loop: turns of survey, decide and act until nothing is left to do, then
 * the posted status, then sleep until the timer, a nudge, or what is due.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { decide } from "../core/decide.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { isMoved } from "../disk/files.ts";
import { Census } from "../jobs/census.ts";
import { logOf } from "../jobs/keeper.ts";
import { Looks } from "../jobs/looks.ts";
import { isAlive, uptime, writersOf } from "../jobs/proc.ts";
import { completeFolders } from "../spool/create.ts";
import type { Machine } from "../spool/machine.ts";
import type { Watcher } from "../spool/watch.ts";
import type { Uptime } from "../text/instant.ts";
import { visible } from "../text/visible.ts";
import { actAll, type Effect, worst } from "./act.ts";
import type { SystemdNotify } from "./notify.ts";
import type { Nudge } from "./nudge.ts";
import { Posting, type Posts } from "./posting.ts";
import { announce, type Now, tracesOf, type World } from "./world.ts";

export interface LoopOptions extends Posts {
	/** End when nothing runs and nothing can be started any more. */
	readonly once: boolean;
	readonly nudge: Nudge;
	readonly watcher: Pick<Watcher, "renew">;
	readonly systemd: SystemdNotify;
}

/** Overtaken turns in a row after which the Monitor rests: somebody changes faster than it looks. */
const MOST_OVERTAKEN = 20;
/** Seconds until the next look where a folder went away. */
const LOST_PAUSE = 0.2;

interface Turn {
	/** Undefined where a folder went away under the look. */
	readonly snapshot: Snapshot | undefined;
	readonly effect: Effect;
	readonly lookAgainIn: number;
}

/** Returns why it ended. */
export async function loop(
	world: World,
	options: LoopOptions,
): Promise<string> {
	const posting = new Posting(world, options);
	let listedAt = uptime();
	let overtaken = 0;
	let asked = true;
	while (world.stopping === undefined) {
		const now = uptime();
		const isTimer = now - listedAt >= world.config.sleepSeconds;
		if (isTimer) {
			listedAt = now;
			options.watcher.renew();
			world.survey.tick();
		}
		const machine = machineOf(world, now);
		const turn = takeTurn(world, machine, asked, () => options.systemd.live());
		if (turn.snapshot === undefined) options.watcher.renew();
		options.systemd.live();
		overtaken = turn.effect === "overtaken" ? overtaken + 1 : 0;
		const isRest = turn.effect === "resting" || overtaken > MOST_OVERTAKEN;
		posting.see(turn.snapshot, isRest, now);
		if (isRest && options.once && isExhausted(turn.snapshot)) {
			posting.post();
			return "nothing is left that can be run";
		}
		asked = turn.effect === "overtaken";
		if (isRest) await rest(world, options, posting, turn);
		await breathe();
		options.nudge.take();
	}
	return world.stopping;
}

/** The watcher finds it out between two turns: it is said in one, where an error has somebody to catch it. */
function sayWatchFault(world: World, now: Now): void {
	const why = world.watchFault;
	world.watchFault = undefined;
	if (why !== undefined)
		announce(
			world,
			now,
			`no nudges (${why}): the Monitor asks for changes every 2 s`,
		);
}

/** `live`: called after each step, since a turn with many of them may take long. */
function takeTurn(
	world: World,
	machine: Machine,
	asked: boolean,
	live: () => void,
): Turn {
	const snapshot = lookAround(world, machine, asked);
	if (snapshot === undefined)
		return { snapshot, effect: "overtaken", lookAgainIn: LOST_PAUSE };
	const decision = decide(snapshot, world.config);
	const now = { at: machine.takenAt, uptime: machine.uptime };
	sayWatchFault(world, now);
	const effects = actAll(world, decision.actions, now, live);
	world.mailbox.tidy(machine.uptime);
	for (const complaint of [world.mailbox.complaint(), world.beats.complaint()])
		if (complaint !== undefined) announce(world, now, visible(complaint));
	const lookAgainIn = Math.min(
		decision.lookAgainIn,
		world.pulses.sumUp(world, now, snapshot.runs),
		world.mailbox.tidyIn(machine.uptime),
		world.survey.listingIn(machine.uptime),
	);
	return { snapshot, effect: worst(effects), lookAgainIn };
}

/** A person may move a folder away and put another in its place: what is missing is made anew. */
function lookAround(
	world: World,
	machine: Machine,
	asked: boolean,
): Snapshot | undefined {
	try {
		return world.survey.look(machine, world.config, asked);
	} catch (error) {
		if (!isMoved(error)) throw error;
		const made = completeFolders(world.paths);
		const now = { at: machine.takenAt, uptime: machine.uptime };
		if (made.length > 0)
			announce(world, now, `made ${made.join(", ")}, which was gone`);
		return undefined;
	}
}

function machineOf(world: World, now: Uptime): Machine {
	const looks = new Looks();
	const census = new Census(world.ages, now);
	return {
		takenAt: Date.now(),
		uptime: now,
		boot: world.boot,
		readiness: world.readyCheck.look(world.config, world.paths.root, now),
		isAlive,
		membersOf: (run) => {
			const traces = tracesOf(world, run);
			const found = looks.jobProcesses(traces);
			// A thorough look takes long enough to be slipped through.
			return found.length > 0 ? found : census.leftBehind(traces, false);
		},
		leftBehind: (run, isHeld) =>
			census.leftBehind(tracesOf(world, run), isHeld),
		childOf: (key) => world.launcher.childOf(key),
		faultOf: (key) => world.launcher.faultOf(key),
		flushOf: (key) => world.flushes.of(key),
		stopSent: (key) => world.stopSent.has(key),
		logOf,
		killSent: (key) => world.killSent.get(key),
		writersOf,
	};
}

/** Sleeps until the timer, a nudge, or what is due, and posts meanwhile. */
async function rest(
	world: World,
	{ nudge, systemd }: LoopOptions,
	posting: Posting,
	turn: Turn,
): Promise<void> {
	const end =
		uptime() +
		Math.min(world.config.sleepSeconds, turn.lookAgainIn, systemd.pause);
	for (;;) {
		const now = uptime();
		const postIn = posting.dueIn(now);
		if (now + postIn >= end) {
			await nudge.sleep(end - now);
			return;
		}
		if (await nudge.sleep(postIn)) return;
		posting.post();
	}
}

/** Nothing runs, nothing arrives, and what waits does not wait for the machine. */
function isExhausted(snapshot: Snapshot | undefined): boolean {
	if (snapshot === undefined) return false;
	const waitsForMachine =
		snapshot.waiting.length > 0 &&
		snapshot.mode === "running" &&
		(snapshot.readiness.kind === "not ready" ||
			snapshot.readiness.kind === "checking");
	return (
		snapshot.runs.length === 0 &&
		snapshot.arriving + snapshot.unread === 0 &&
		!waitsForMachine
	);
}
