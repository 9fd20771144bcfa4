/** Runs: revoke, put back, signal, settle, reap. Every step may be repeated after a crash; see docs/internals.md. */
import type { KillStep } from "../core/action.ts";
import type { Ending } from "../core/ending.ts";
import type { Run } from "../core/snapshot.ts";
import { portable } from "../disk/names.ts";
import { moveFree } from "../disk/steps.ts";
import { askToStop, forceToStop } from "../jobs/stop.ts";
import { removeFeedback } from "../spool/feedback-file.ts";
import {
	appendSection,
	endOfLog,
	finalValues,
	sectionAfter,
} from "../spool/final-section.ts";
import { cutUnwritten } from "../spool/unwritten.ts";
import { markStatus } from "../spool/uow-file.ts";
import { rescueUow } from "../spool/whole-uow.ts";
import { whoText } from "../text/left.ts";
import { QUEUES } from "../text/places.ts";
import type { Kill } from "../text/records.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { postMortem } from "./act-on-pulse.ts";
import { remember } from "./remember.ts";
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

/** The last feedback values, STATUS in place (durable, with the log), then the move. Every step may be repeated. */
export function settle(world: World, run: Run, ending: Ending): Effect {
	if (run.uow === undefined) return "overtaken";
	const path = world.paths.at(run.uow.place, run.uow.name);
	if (run.ticket.boot !== world.boot) cutUnwritten(path, run.uow.inode);
	if (ending.kind === "settle") {
		const values = finalValues(world.paths, run.ticket) ?? new Map();
		appendSection(world.runs, run.key, path, run.uow.inode, values);
	}
	markStatus(path, run.uow.inode, ending.status, true);
	if (run.uow.place === ending.to) return "acted";
	const from = { ...run.uow, as: portable(run.ticket.name) };
	const name = moveFree(world.paths, from, ending.to);
	world.locator.note(run.key, { place: ending.to, name });
	for (const queue of QUEUES) {
		if (ending.to === queue) world.survey.queues[queue].touch(name);
		if (run.uow.place === queue) world.survey.queues[queue].touch(run.uow.name);
	}
	return "acted";
}

/** Its name is gone, its bytes are not: they are saved as what it would have become. */
export function rescue(
	world: World,
	now: Now,
	run: Run,
	ending: Ending,
): Effect {
	const fd = world.locator.openFileOf(run.key);
	if (fd === undefined) return "overtaken";
	const saved = trySaving(world, run, ending, fd);
	if (saved === undefined) return "resting";
	announce(
		world,
		now,
		`${visible(run.ticket.name)}: its file was removed or replaced while it ran; what it held was saved`,
	);
	for (const queue of QUEUES)
		if (ending.to === queue) world.survey.queues[queue].touch(saved.name);
	const uow = { ...saved, place: ending.to, status: undefined };
	return reap(world, now, { ...run, uow }, ending);
}

/**
 * Its bytes are only where this Monitor has them open: whatever keeps them from
 * being written must not end it. It is tried again at the next look.
 */
function trySaving(world: World, run: Run, ending: Ending, fd: number) {
	try {
		const isEnd = ending.kind === "settle";
		const values = isEnd ? finalValues(world.paths, run.ticket) : undefined;
		const end = endOfLog(fd, world.runs.finalOf(run.key));
		return rescueUow(world.paths, run.key, fd, {
			name: portable(run.ticket.name),
			to: ending.to,
			status: ending.status,
			end,
			section: sectionAfter(fd, end, values ?? new Map()),
		});
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const what = `${run.ticket.name}, which was removed while it ran, cannot be saved yet: ${why}`;
		if (!world.complained.has(what)) world.echo(visible(what));
		world.complained.add(what);
		return undefined;
	}
}

/**
 * Notice, history, ledger (both durable), then the records: a crash between
 * repeats the notice, never the line or the run. What the ledger has was said before.
 */
export function reap(world: World, now: Now, run: Run, ending: Ending): Effect {
	const { id, attempt, name } = run.ticket;
	const where =
		run.uow === undefined
			? "its file is gone, and its log with it"
			: `${run.uow.place}/${visible(run.uow.name)}`;
	if (!run.recorded) {
		if (run.left.length > 0)
			announce(
				world,
				now,
				`${visible(name)}: KILL does not help against ${whoText(run.left)}`,
			);
		announce(
			world,
			now,
			`${visible(name)}: ${visible(ending.status)} (${where})`,
		);
		if (ending.kind === "settle") remember(world, now, run, ending.end);
		const inode = run.uow?.inode ?? run.ticket.inode;
		if (ending.launched) world.ledger.record({ id, attempt, inode });
	}
	// While its ticket is there this is repeated: nothing is left behind.
	if (run.ticket.feedback !== undefined)
		removeFeedback(world.paths, run.ticket);
	world.runs.reap(run.key);
	world.history.forget(run.key);
	world.locator.forget(run.key);
	world.launcher.forget(run.key);
	world.cgroups.remove(run.key);
	world.stopSent.delete(run.key);
	world.killSent.delete(run.key);
	for (const said of [...world.complained])
		if (said.startsWith(`${run.key} `)) world.complained.delete(said);
	if (run.uow?.place === "wait-q" || run.uow?.place === "priority-q")
		world.survey.queues[run.uow.place].touch(run.uow.name);
	return "acted";
}
