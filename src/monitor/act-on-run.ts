/** Runs: revoke, put back, kill, signal. Every step may be repeated after a crash; see docs/internals.md. */
import type { KillStep } from "../core/action.ts";
import type { Run } from "../core/snapshot.ts";
import { portable } from "../disk/names.ts";
import { moveFree } from "../disk/steps.ts";
import { askToStop, forceToStop } from "../jobs/stop.ts";
import { whoText } from "../text/left.ts";
import type { Kill } from "../text/records.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { postMortem } from "./act-on-pulse.ts";
import {
	announce,
	announceOnce,
	type Now,
	tracesOf,
	type World,
} from "./world.ts";

/** Where the keeper was faster, the next look sees it run. */
export function revoke(
	world: World,
	run: Run,
	verdict: "return" | "fail",
	why: string,
): Effect {
	world.runs.revoke(run.key, verdict, why);
	return "acted";
}

/** A person moved the UOW of a running job to a queue: its log is written by inode and goes on. */
export function putBack(world: World, now: Now, run: Run): Effect {
	if (run.uow === undefined) return "overtaken";
	const { place } = run.uow;
	const name = moveFree(
		world.paths,
		{ ...run.uow, as: portable(run.ticket.name) },
		"currently-executing",
	);
	world.locator.note(run.key, { place: "currently-executing", name });
	announce(
		world,
		now,
		`${visible(run.ticket.name)} runs: put back from ${place} to currently-executing (KILL JOB ${visible(run.ticket.name)} ends it)`,
	);
	return "acted";
}

/** Writes the kill down; the signals follow it. */
export function kill(
	world: World,
	now: Now,
	run: Run,
	{ why, signal }: Pick<Kill, "why" | "signal">,
): Effect {
	world.runs.writeKill(run.key, { uptime: now.uptime, why, signal });
	announce(world, now, `${visible(run.ticket.name)} is being ended: ${why}`);
	return "acted";
}

/** Writes down whom it left behind, so that every Monitor names the same; the signals follow. */
export function recordLeft(world: World, now: Now, run: Run): Effect {
	world.runs.writeLeft(run.key, now.uptime, run.left);
	announce(
		world,
		now,
		`${visible(run.ticket.name)} has ended, and what it left behind is ended too: ${whoText(run.left)}`,
	);
	return "acted";
}

/** One step of the kill ladder; whom it ends after the job itself, or cannot end, is named once. */
export function signal(
	world: World,
	now: Now,
	run: Run,
	step: KillStep,
): Effect {
	const traces = tracesOf(world, run);
	if (!world.stopSent.has(run.key)) postMortem(world, now, run);
	world.stopSent.add(run.key);
	if (step === "stop") {
		const asked = run.kill?.signal;
		askToStop(
			traces,
			asked === undefined || asked === "KILL" ? run.ticket.stopSignal : asked,
		);
		return "resting";
	}
	if (!world.killSent.has(run.key)) world.killSent.set(run.key, now.uptime);
	const names = whoText(forceToStop(traces));
	const notice =
		step === "kill in vain"
			? `KILL does not help against ${names}; it keeps its slot until they end`
			: `KILL for what outlived it: ${names}`;
	if (names !== "" && (step === "kill in vain" || run.exit !== undefined))
		announceOnce(
			world,
			now,
			`${run.key} ${step}`,
			`${visible(run.ticket.name)}: ${notice}`,
		);
	return "resting";
}
