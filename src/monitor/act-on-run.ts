/** Runs: refuse, launch, revoke, signal, settle, reap. The order of the steps is the promise; see docs/internals.md. */
import { randomBytes } from "node:crypto";
import type { Ending } from "../core/ending.ts";
import { DEFAULT_GRACE } from "../core/header.ts";
import { isoOf } from "../core/instant.ts";
import { QUEUES } from "../core/places.ts";
import { type Plan, planOf } from "../core/plan.ts";
import type { Ticket } from "../core/records.ts";
import type { Run, Waiting } from "../core/snapshot.ts";
import { visible } from "../core/visible.ts";
import { MARK } from "../jobs/launcher.ts";
import { askToStop, forceToStop } from "../jobs/stop.ts";
import { close, openToPatch, statusOf, write } from "../spool/files.ts";
import { portable } from "../spool/names.ts";
import { moveFree } from "../spool/steps.ts";
import { markStatus, Overtaken, readUow } from "../spool/uow-file.ts";
import type { Effect } from "./act.ts";
import { baseEnvironment, jobOf } from "./job.ts";
import { announce, markValue, type Now, type World } from "./world.ts";

/** Writes down that it will not be run; settling goes by that record. */
export function refuse(
	world: World,
	now: Now,
	waiting: Waiting,
	why: string,
): Effect {
	world.runs.writeTicket(
		newKey(waiting.id),
		ticketOf(world, now, waiting, 0, undefined, why),
	);
	return "acted";
}

/**
 * Ticket (durable), claim, mark, keeper. A crash before the keeper takes the
 * fence leaves a ticket that the next Monitor revokes; after it the job is the
 * keeper's.
 */
export function launch(
	world: World,
	now: Now,
	waiting: Waiting,
	slot: number,
): Effect {
	const queue = world.survey.queues[waiting.place];
	queue.touch(waiting.name);
	const path = world.paths.at(waiting.place, waiting.name);
	const uow = readUow(path);
	if (uow.version !== waiting.version)
		throw new Overtaken("changed since it was looked at");
	const plan = planOf(uow.head, waiting.name, world.config);
	if (plan === undefined) throw new Overtaken("the configuration changed");
	const key = newKey(waiting.id);
	const job = jobOf(world, { key, waiting, slot, plan });
	if (typeof job === "string") return refuse(world, now, waiting, job);

	const ticket = ticketOf(world, now, waiting, slot, plan, undefined);
	world.runs.writeTicket(key, ticket);
	const name = moveFree(world.paths, waiting, "currently-executing", false);
	world.runs.note(key, { place: "currently-executing", name });
	world.readyCheck.spend();
	const claimed = world.paths.at("currently-executing", name).toString();
	if (ticket.attempt > 1) openAttempt(claimed, ticket);
	markStatus(
		claimed,
		waiting.inode,
		`RUNNING since ${isoOf(now.at)}${ticket.attempt > 1 ? `, attempt ${ticket.attempt}` : ""}`,
		false,
	);
	try {
		world.launcher.launch(key, {
			...job,
			uow: claimed,
			environment: { ...job.environment, UOW_FILE: claimed },
		});
	} catch (error) {
		world.runs.revoke(
			key,
			"fail",
			`no process could be made: ${error instanceof Error ? error.message : error}`,
		);
		return "acted";
	}
	announce(
		world,
		now,
		`${visible(waiting.name)} started in slot ${slot}, id ${waiting.id}${ticket.attempt > 1 ? `, attempt ${ticket.attempt}` : ""}`,
	);
	return "acted";
}

/** The line in the log under which a further attempt goes on. */
function openAttempt(path: string, ticket: Ticket): void {
	const { endsInNewline } = readUow(path);
	const fd = openToPatch(path);
	try {
		write(
			fd,
			`${endsInNewline ? "" : "\n"}==== ATTEMPT ${ticket.attempt} ${isoOf(ticket.launchedAt)}\n`,
			statusOf(fd).size,
		);
	} finally {
		close(fd);
	}
}

export function checkReadiness(world: World, now: Now): Effect {
	world.readyCheck.start(
		world.config,
		baseEnvironment(world.config),
		now.uptime,
	);
	return "resting";
}

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
	world.runs.note(run.key, { place: "currently-executing", name });
	announce(
		world,
		now,
		`${visible(run.ticket.name)} runs: put back from ${place} to currently-executing (KILL JOB ${visible(run.ticket.name)} ends it)`,
	);
	return "acted";
}

/** Writes the kill down; the signals follow it. */
export function kill(world: World, now: Now, run: Run, why: string): Effect {
	world.runs.writeKill(run.key, { uptime: now.uptime, why });
	announce(world, now, `${visible(run.ticket.name)} is being ended: ${why}`);
	return "acted";
}

export function signal(
	world: World,
	run: Run,
	step: "stop" | "kill" | "leftovers",
): Effect {
	const keeper = run.fence?.kind === "taken" ? run.fence.keeper : undefined;
	const mark = `${MARK}=${markValue(world, run.key)}`;
	if (step === "stop") askToStop(keeper, mark, run.ticket.stopSignal);
	else forceToStop(keeper, mark);
	world.stopSent.add(run.key);
	return "resting";
}

/** STATUS in place (durable, with the log), then the move. Every step may be repeated. */
export function settle(world: World, run: Run, ending: Ending): Effect {
	if (run.uow === undefined) return "overtaken";
	markStatus(
		world.paths.at(run.uow.place, run.uow.name),
		run.ticket.inode,
		ending.status,
		true,
	);
	if (run.uow.place === ending.to) return "acted";
	const from = { ...run.uow, as: portable(run.ticket.name) };
	const name = moveFree(world.paths, from, ending.to);
	world.runs.note(run.key, { place: ending.to, name });
	for (const queue of QUEUES) {
		if (ending.to === queue) world.survey.queues[queue].touch(name);
		if (run.uow.place === queue) world.survey.queues[queue].touch(run.uow.name);
	}
	return "acted";
}

/** Ledger (durable), notice, then the records: a crash between repeats the notice, never the run. */
export function reap(world: World, now: Now, run: Run, ending: Ending): Effect {
	const { id, attempt, inode, name } = run.ticket;
	if (ending.launched) world.ledger.record({ id, attempt, inode });
	const where =
		run.uow === undefined
			? "its file is gone"
			: `${run.uow.place}/${visible(run.uow.name)}`;
	announce(
		world,
		now,
		`${visible(name)}: ${visible(ending.status)} (${where})`,
	);
	world.runs.reap(run.key);
	world.launcher.forget(run.key);
	world.stopSent.delete(run.key);
	if (run.uow?.place === "wait-q" || run.uow?.place === "priority-q")
		world.survey.queues[run.uow.place].touch(run.uow.name);
	return "acted";
}

/** Unlike any other launch of the same UOW, so that a keeper that comes late finds no fence to take. */
function newKey(id: number): string {
	return `${id}-${randomBytes(4).toString("hex")}`;
}

function ticketOf(
	world: World,
	now: Now,
	waiting: Waiting,
	slot: number,
	plan: Plan | undefined,
	refused: string | undefined,
): Ticket {
	return {
		name: waiting.name,
		id: waiting.id,
		attempt: waiting.status.attempt,
		inode: waiting.inode,
		from: waiting.place,
		slot,
		taskName: plan?.taskName ?? waiting.taskName,
		boot: world.boot,
		launchedAt: now.at,
		timeout: plan?.terms.timeout,
		grace: plan?.terms.grace ?? DEFAULT_GRACE,
		stopSignal: plan?.terms.stopSignal ?? "TERM",
		successExits: plan?.terms.successExits ?? [0],
		retries: plan?.terms.retries,
		onCrash: plan?.terms.onCrash ?? "fail",
		refused,
	};
}
