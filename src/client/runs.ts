/** The runs of a root as anybody finds them who may read it: from records, files and processes, without a Monitor. */
import { type Pulse, pulseOf } from "../core/pulse.ts";
import type { Run } from "../core/snapshot.ts";
import type { Paths } from "../disk/paths.ts";
import { jobPid } from "../jobs/job-pid.ts";
import {
	bootId,
	everyProcess,
	isAlive,
	type ProcessFacts,
	uptime,
} from "../jobs/proc.ts";
import { Beats } from "../spool/beats.ts";
import { Locator } from "../spool/locator.ts";
import { RunFolder } from "../spool/run-folder.ts";
import type { Instant, Uptime } from "../text/instant.ts";
import type { Fence } from "../text/records.ts";
import type { Ticket } from "../text/ticket.ts";
import { uowAt } from "./uows.ts";

export interface SeenRun {
	readonly ticket: Ticket;
	readonly phase: Phase;
	/** The job's, or its keeper's where the job cannot be told. */
	readonly pid: number | undefined;
	/** For how long it runs, or ran; undefined: it has not begun, or nobody knows. */
	readonly seconds: number | undefined;
	/** Its signs of life; undefined where it promised none, or does not run. */
	readonly pulse: Pulse | undefined;
	/** Its file in currently-executing. */
	readonly uow: Run["uow"];
}

/** Where it is between its ticket and its end; what is over waits for a Monitor that settles it. */
export type Phase = "starting" | "running" | "stopping" | "ended" | "lost";

/** `withPids`: to know them, all processes of the machine must be looked at. */
export function seenRuns(
	paths: Paths,
	takenAt: Instant,
	withPids = true,
): SeenRun[] {
	const runs = new RunFolder(paths);
	const look: Look = {
		paths,
		runs,
		beats: new Beats(paths, runs, new Locator(paths)),
		boot: bootId(),
		now: { takenAt, uptime: uptime() },
		processes: withPids ? onceMade() : undefined,
	};
	return runs.keys().flatMap((key) => seenRun(look, key));
}

interface Look {
	readonly paths: Paths;
	readonly runs: RunFolder;
	readonly beats: Beats;
	readonly now: { readonly takenAt: Instant; readonly uptime: Uptime };
	readonly boot: string;
	/** All of the machine; dear, made for the first run that needs them. */
	readonly processes: (() => readonly ProcessFacts[]) | undefined;
}

function onceMade(): () => readonly ProcessFacts[] {
	let processes: readonly ProcessFacts[] | undefined;
	return () => {
		processes ??= everyProcess();
		return processes;
	};
}

function seenRun(look: Look, key: string): SeenRun[] {
	const { paths, runs } = look;
	const ticket = runs.ticketOf(key);
	const fence = runs.fenceOf(key);
	if (ticket === undefined || ticket.refused !== undefined) return [];
	if (fence?.kind === "revoked") return [];
	const phase = phaseOf(look, key, ticket, fence);
	const uow = uowOf(paths, ticket);
	// Settled, and about to be reaped.
	const isOver = phase === "ended" || phase === "lost";
	if (isOver && uow === undefined) return [];
	return [
		{
			ticket,
			phase,
			pid: isOver ? undefined : pidOf(look, fence),
			seconds: secondsOf(look, key, phase, fence),
			pulse: isOver ? undefined : pulseIn(look, key, ticket, fence, uow),
			uow,
		},
	];
}

function uowOf(paths: Paths, ticket: Ticket): SeenRun["uow"] {
	const { name } = ticket;
	const place = "currently-executing";
	const uow = uowAt(paths, place, name);
	if (uow?.inode !== ticket.inode) return undefined;
	return {
		place,
		name,
		inode: uow.inode,
		size: uow.size,
		status: uow.head.status,
	};
}

function phaseOf(
	{ runs, boot }: Look,
	key: string,
	ticket: Ticket,
	fence: Exclude<Fence, { kind: "revoked" }> | undefined,
): Phase {
	if (ticket.boot !== boot) return "lost";
	if (fence === undefined) return "starting";
	// The process first, its exit record afterwards: so that "gone and no record" is final.
	const isGone = fence.keeper !== undefined && !isAlive(fence.keeper);
	if (runs.exitOf(key) !== undefined) return "ended";
	if (isGone) return "lost";
	if (runs.killOf(key) !== undefined) return "stopping";
	return fence.uptime === undefined ? "starting" : "running";
}

function pidOf({ processes }: Look, fence: Fence | undefined) {
	const keeper = fence?.kind === "taken" ? fence.keeper : undefined;
	return keeper && processes && jobPid(keeper, processes());
}

function secondsOf(
	{ runs, now }: Look,
	key: string,
	phase: Phase,
	fence: Fence | undefined,
): number | undefined {
	if (phase === "lost" || fence?.kind !== "taken") return undefined;
	if (fence.uptime === undefined) return undefined;
	const until = runs.exitOf(key)?.uptime ?? now.uptime;
	return Math.max(0, until - fence.uptime);
}

/** Its pulse now; undefined where it promised none, or does not run. */
function pulseIn(
	look: Look,
	key: string,
	ticket: Ticket,
	fence: Fence | undefined,
	uow: SeenRun["uow"],
): Pulse | undefined {
	const beat = look.beats.look({ key, ticket, fence, uow }, look.now);
	return pulseOf({ ticket, fence, beat }, look.now.uptime);
}

/** Ids of all runs that have records, without a look into any: a UOW among them is the Monitor's matter. */
export function idsInRun(paths: Paths): ReadonlySet<number> {
	return new Set(
		new RunFolder(paths).keys().map((key) => Number(key.split("-")[0])),
	);
}
