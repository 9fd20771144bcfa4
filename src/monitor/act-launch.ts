/** The way of a UOW from its queue to a running job. The order of the steps is the promise; see docs/internals.md. */
import { randomBytes } from "node:crypto";
import { blocksOf } from "../core/log-limit.ts";
import { type Plan, planOf, termsUnder } from "../core/plan.ts";
import { runningStatus } from "../core/pulse.ts";
import type { Waiting } from "../core/snapshot.ts";
import {
	close,
	isAboutOneFile,
	look,
	openToPatch,
	statusOf,
	write,
} from "../disk/files.ts";
import { moveFree } from "../disk/steps.ts";
import { markStatus, Overtaken, readUow } from "../disk/uow-file.ts";
import { completeFolders } from "../spool/create.ts";
import {
	type Attempt,
	feedbackPath,
	makeFeedback,
} from "../spool/feedback-file.ts";
import { DEFAULT_GRACE, type Terms } from "../text/header.ts";
import { isoOf } from "../text/instant.ts";
import type { FeedbackTerms, Ticket } from "../text/ticket.ts";
import { shorten, visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { baseEnvironment, jobOf } from "./job.ts";
import { announce, type Now, type World } from "./world.ts";

/** Writes down that it will not be run; settling goes by that record. */
export function refuse(
	world: World,
	now: Now,
	waiting: Waiting,
	why: string,
): Effect {
	const path = world.paths.at(waiting.place, waiting.name);
	const info = infoOf(termsUnder(readUow(path).head, world.config));
	const ticket = ticketOf(world, now, waiting, 0, undefined, why);
	world.runs.writeTicket(newKey(waiting.id), { ...ticket, info });
	world.runs.makeDurable();
	return "acted";
}

/** A UOW whose ticket is written; what remains is known. */
export interface Ticketed {
	readonly key: string;
	readonly waiting: Waiting;
	readonly ticket: Ticket;
	readonly job: Exclude<ReturnType<typeof jobOf>, string>;
}

/**
 * Ticket, claim, mark, keeper. A crash before the keeper takes the fence leaves
 * a ticket that the next Monitor revokes; after it the job is the keeper's. The
 * ticket is whole and on the disk; its name is made durable by the caller, once
 * for several, before `start`.
 */
export function prepare(
	world: World,
	now: Now,
	waiting: Waiting,
	slot: number,
): Ticketed | Effect {
	const queue = world.survey.queues[waiting.place];
	queue.touch(waiting.name);
	const path = world.paths.at(waiting.place, waiting.name);
	const uow = readUow(path);
	if (uow.version !== waiting.version)
		throw new Overtaken("changed since it was looked at");
	const feedback = feedbackPath(world.paths, attemptOf(waiting));
	const plan = planOf(uow.head, waiting.name, world.config, feedback);
	if (plan === undefined) throw new Overtaken("the configuration changed");
	const key = newKey(waiting.id);
	const job = jobOf(world, { key, waiting, slot, plan, rights: uow });
	if (typeof job === "string") return refuse(world, now, waiting, job);
	const obstacle =
		plan.terms.feedback && prepareFeedback(world, waiting, uow.owner);
	if (typeof obstacle === "string")
		return refuse(world, now, waiting, obstacle);

	const { maxLog: bytes } = world.config;
	const maxLog = bytes === undefined ? undefined : { bytes, from: uow.size };
	const ticket = {
		...ticketOf(world, now, waiting, slot, plan, undefined),
		maxLog,
	};
	world.runs.writeTicket(key, ticket);
	return { key, waiting, ticket, job };
}

/** Its ticket must be durable. */
export function start(
	world: World,
	now: Now,
	{ key, waiting, ticket, job }: Ticketed,
): Effect {
	const name = moveFree(world.paths, waiting, "currently-executing", false);
	world.locator.note(key, { place: "currently-executing", name });
	world.readyCheck.spend();
	const claimed = world.paths.at("currently-executing", name).toString();
	world.locator.open(key, claimed);
	if (ticket.attempt > 1) openAttempt(claimed, ticket);
	markStatus(
		claimed,
		waiting.inode,
		runningStatus(ticket, undefined, now.at),
		false,
	);
	if (ticket.feedback !== undefined)
		world.beats.begin(key, ticket, claimed, {
			takenAt: now.at,
			uptime: now.uptime,
		});
	world.launcher.launch(key, {
		...job,
		uow: claimed,
		mostBlocks: ticket.maxLog && blocksOf(ticket.maxLog),
		cgroup: world.cgroups.make(key),
		environment: { ...job.environment, UOW_FILE: claimed },
	});
	announce(
		world,
		now,
		`${visible(waiting.name)} started in slot ${ticket.slot}, id ${waiting.id}${ticket.attempt > 1 ? `, attempt ${ticket.attempt}` : ""}`,
	);
	return "acted";
}

/** Its feedback file, or in words why there can be none: then it must not run, since it could not keep its promise. */
function prepareFeedback(
	world: World,
	waiting: Waiting,
	owner: number,
): string | undefined {
	if (look(world.paths.folder("feedback")) === undefined)
		completeFolders(world.paths);
	try {
		makeFeedback(world.paths, attemptOf(waiting), owner);
		return undefined;
	} catch (error) {
		if (!isAboutOneFile(error)) throw error;
		return `its feedback file cannot be made: ${error instanceof Error ? error.message : error}`;
	}
}

function attemptOf({ id, status }: Waiting): Attempt {
	return { id, attempt: status.attempt };
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
		info: infoOf(plan?.terms),
		enqueuedAt: waiting.seconds * 1000,
		boot: world.boot,
		launchedAt: now.at,
		timeout: plan?.terms.timeout,
		feedback: feedbackOf(plan?.terms),
		keepLeftovers: plan?.terms.keepLeftovers ?? false,
		grace: plan?.terms.grace ?? DEFAULT_GRACE,
		stopSignal: plan?.terms.stopSignal ?? "TERM",
		successExits: plan?.terms.successExits ?? [0],
		retries: plan?.terms.retries,
		onCrash: plan?.terms.onCrash ?? "fail",
		maxLog: undefined,
		refused,
	};
}

/** Bytes of an INFO that are kept with the run. */
const LONGEST_INFO = 500;

function infoOf(terms: Terms | undefined): string[] {
	return [terms?.info1, terms?.info2, terms?.info3].map((text = "") =>
		shorten(text, LONGEST_INFO),
	);
}

function feedbackOf(terms: Terms | undefined): FeedbackTerms | undefined {
	return terms?.feedback === undefined
		? undefined
		: { seconds: terms.feedback, from: terms.feedbackFrom };
}
