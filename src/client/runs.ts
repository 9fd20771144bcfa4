/** The runs of a root as anybody finds them who may read it: from records, files and processes, without a Monitor. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { jobPid } from "../jobs/job-pid.ts";
import {
	bootId,
	everyProcess,
	isAlive,
	type ProcessFacts,
	uptime,
} from "../jobs/proc.ts";
import { RunFolder } from "../spool/run-folder.ts";
import { feedbackName } from "../text/feedback.ts";
import type { Fence } from "../text/records.ts";
import type { Status } from "../text/status-line.ts";
import type { Ticket } from "../text/ticket.ts";
import { uowAt } from "./uows.ts";

export interface SeenRun {
	readonly ticket: Ticket;
	readonly phase: Phase;
	/** The job's, or its keeper's where the job cannot be told. */
	readonly pid: number | undefined;
	/** For how long it runs, or ran; undefined: it has not begun, or nobody knows. */
	readonly seconds: number | undefined;
	/** Of its file in currently-executing. */
	readonly status: Status | undefined;
}

/** Where it is between its ticket and its end; what is over waits for a Monitor that settles it. */
export type Phase = "starting" | "running" | "stopping" | "ended" | "lost";

export function seenRuns(paths: Paths): SeenRun[] {
	const runs = new RunFolder(paths);
	const look: Look = { paths, runs, boot: bootId(), processes: onceMade() };
	return runs.keys().flatMap((key) => seenRun(look, key));
}

interface Look {
	readonly paths: Paths;
	readonly runs: RunFolder;
	readonly boot: string;
	/** All of the machine; dear, made for the first run that needs them. */
	readonly processes: () => readonly ProcessFacts[];
}

function onceMade(): Look["processes"] {
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
	const uow = uowAt(paths, "currently-executing", ticket.name);
	const isOwn = uow?.inode === ticket.inode;
	// Settled, and about to be reaped.
	const isOver = phase === "ended" || phase === "lost";
	if (isOver && !isOwn) return [];
	return [
		{
			ticket,
			phase,
			pid: isOver ? undefined : pidOf(look, fence),
			seconds: secondsOf(look, key, phase, fence),
			status: isOwn ? uow.head.status : undefined,
		},
	];
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
	return keeper && jobPid(keeper, processes());
}

function secondsOf(
	{ runs }: Look,
	key: string,
	phase: Phase,
	fence: Fence | undefined,
): number | undefined {
	if (phase === "lost" || fence?.kind !== "taken") return undefined;
	if (fence.uptime === undefined) return undefined;
	const until = runs.exitOf(key)?.uptime ?? uptime();
	return Math.max(0, until - fence.uptime);
}

/** Seconds since its last sign of life; undefined where none was promised, or its file is not there. */
export function beatAge(
	paths: Paths,
	{ ticket, seconds }: SeenRun,
	now: number,
): number | undefined {
	if (ticket.feedback === undefined || seconds === undefined) return undefined;
	const at =
		ticket.feedback.from === "output"
			? paths.at("currently-executing", ticket.name)
			: paths.at("feedback", feedbackName(ticket.id));
	const beat = files.look(at)?.mtimeMs ?? 0;
	return Math.min(seconds, Math.max(0, (now - beat) / 1000));
}
