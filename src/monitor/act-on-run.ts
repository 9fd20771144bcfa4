/** Runs: revoke, put back, kill. Every step may be repeated after a crash; see docs/internals.md. */
import type { Run } from "../core/snapshot.ts";
import { portable } from "../disk/names.ts";
import { moveFree } from "../disk/steps.ts";
import { whoText } from "../text/left.ts";
import type { Kill } from "../text/records.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { announce, type Now, type World } from "./world.ts";

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
