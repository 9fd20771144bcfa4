/**
 * The waiting UOWs: which one is next, what each of the others waits for, and
 * which must not run at all.
 */
import type { Config } from "../text/config.ts";
import { type Instant, isoOf } from "../text/instant.ts";
import { byStamp } from "../text/stamp.ts";
import { visible } from "../text/visible.ts";
import { runStateOf } from "./run-state.ts";
import type { Run, Snapshot, Waiting } from "./snapshot.ts";

/** What a UOW waits for besides its turn. */
export interface Block {
	readonly why: string;
	/** When it is over by itself. */
	readonly until?: Instant;
}

/** Runs that hold a slot; what was refused never does. */
export function occupying(runs: readonly Run[]): readonly Run[] {
	return runs.filter((run) => run.ticket.refused === undefined);
}

/** A file that is a run's matter, wherever it lies: by id and inode, since inodes are given again. */
export function fileKey(id: number | undefined, inode: string): string {
	return `${id} ${inode}`;
}

export function runningFiles(snapshot: Snapshot): ReadonlySet<string> {
	return new Set(
		snapshot.runs.map(({ ticket, uow }) =>
			fileKey(ticket.id, uow?.inode ?? ticket.inode),
		),
	);
}

/**
 * Numbers of the slots nobody holds, lowest first. A job that this Monitor saw
 * end makes room before its UOW is settled, so that the next one runs meanwhile;
 * where many cannot be settled no more are started.
 */
export function vacantSlots(
	snapshot: Pick<Snapshot, "runs" | "takenAt" | "uptime" | "boot">,
	config: Config,
): readonly number[] {
	const held: Run[] = [];
	let unsettled = 0;
	for (const run of occupying(snapshot.runs)) {
		const { kind } = runStateOf(run, snapshot);
		if (kind === "settled") continue;
		const isOver = ["flushing", "ended", "missing"].includes(kind);
		if (isOver && run.child !== "none") unsettled += 1;
		else held.push(run);
	}
	const taken = new Set(held.map((run) => run.ticket.slot));
	const free = Array.from({ length: config.slots }, (_, i) => i + 1).filter(
		(slot) => !taken.has(slot),
	);
	const surplus = Math.max(0, unsettled - config.slots);
	return free.slice(0, Math.max(0, config.slots - held.length - surplus));
}

/** Looks up what blocks a UOW; made once a turn. */
export function blockFinder(
	snapshot: Snapshot,
): (waiting: Waiting) => Block | undefined {
	const runningNames = new Map(
		snapshot.runs.map((run) => [run.ticket.name, run]),
	);
	const runningTasks = new Set(
		occupying(snapshot.runs).map((run) => run.ticket.taskName),
	);
	return (waiting) => {
		const until = retryAt(waiting, snapshot.takenAt);
		if (until !== undefined && until > snapshot.takenAt)
			return { why: "", until };
		if (waiting.notBefore !== undefined && waiting.notBefore > snapshot.takenAt)
			return {
				why: `not before ${isoOf(waiting.notBefore)}`,
				until: waiting.notBefore,
			};
		if (runningNames.has(waiting.name))
			return { why: `another UOW named ${visible(waiting.name)} runs` };
		if (waiting.unique && runningTasks.has(waiting.taskName))
			return { why: `another ${visible(waiting.taskName)} runs` };
		for (const name of waiting.after) {
			const why = afterBlock(name, waiting, runningNames, snapshot);
			if (why !== undefined) return { why };
		}
		return undefined;
	};
}

/** When it is tried again. Further away than its own pause it was written before the clock was set back. */
function retryAt(
	{ status, retryPause = Number.POSITIVE_INFINITY }: Waiting,
	now: Instant,
): Instant | undefined {
	return status.until === undefined
		? undefined
		: Math.min(status.until, now + retryPause * 1000);
}

/** Undefined once `name` is done and no other UOW of that name waits or runs. */
function afterBlock(
	name: string,
	waiting: Waiting,
	runningNames: ReadonlyMap<string, Run>,
	snapshot: Snapshot,
): string | undefined {
	const shown = visible(name);
	if (name === waiting.name)
		return `after ${shown}, which is itself: correct AFTER`;
	if (runningNames.has(name)) return `after ${shown}, which runs`;
	const places = snapshot.whereabouts.get(name) ?? [];
	if (places.includes("wait-q") || places.includes("priority-q"))
		return `after ${shown}, which waits`;
	const failed = places.find(
		(place) => place === "error-q" || place === "fail-q",
	);
	if (failed !== undefined)
		return `after ${shown}, which is in ${failed}: repair and retry it`;
	if (places.includes("done-q") || places.includes("archive")) return undefined;
	if (places.includes("trash"))
		return `after ${shown}, which lies in trash: move it back, or correct AFTER`;
	return `after ${shown}, which is nowhere yet`;
}

/** The earlier of two with one task name keeps its right to run; UNIQUE refuses the later. */
export function uniqueFinder(
	snapshot: Snapshot,
): (waiting: Waiting) => string | undefined {
	let first: ReadonlyMap<string, Waiting> | undefined;
	const running = new Map(
		occupying(snapshot.runs).map((run) => [run.ticket.taskName, run.ticket]),
	);
	return (waiting) => {
		if (!waiting.unique) return undefined;
		const runs = running.get(waiting.taskName);
		if (runs !== undefined && runs.id < waiting.id)
			return uniqueRefusal(runs.name, waiting.taskName, "runs");
		first ??= firstOfTasks(snapshot.waiting);
		const waits = first.get(waiting.taskName);
		if (
			waits !== undefined &&
			waits.id !== waiting.id &&
			byStamp(waits, waiting) < 0
		)
			return uniqueRefusal(waits.name, waiting.taskName, "waits");
		return undefined;
	};
}

function firstOfTasks(all: readonly Waiting[]): ReadonlyMap<string, Waiting> {
	const first = new Map<string, Waiting>();
	for (const waiting of all) {
		const known = first.get(waiting.taskName);
		if (known === undefined || byStamp(waiting, known) < 0)
			first.set(waiting.taskName, waiting);
	}
	return first;
}

function uniqueRefusal(name: string, taskName: string, does: string): string {
	return `UNIQUE, and ${visible(name)} of the same task ${visible(taskName)} ${does}`;
}

/** What a person can do with a text whose id is taken. */
export const AS_NEW =
	"to run it as a new UOW, remove its first line and drop it";

/** Why a waiting text must not stay in its queue: its id is taken. Undefined: it is the only one. */
export function duplicateFinder(
	snapshot: Snapshot,
): (waiting: Waiting) => string | undefined {
	const running = new Map(snapshot.runs.map((run) => [run.ticket.id, run]));
	const original = new Map<number, Waiting>();
	// Texts that share an id are among those that need attention.
	for (const waiting of snapshot.attention) {
		const known = original.get(waiting.id);
		if (known === undefined || waiting.bornAt < known.bornAt)
			original.set(waiting.id, waiting);
	}
	return (waiting) => {
		const run = running.get(waiting.id);
		if (
			run !== undefined &&
			(run.uow?.inode ?? run.ticket.inode) !== waiting.inode
		)
			return `its id ${waiting.id} belongs to ${visible(run.ticket.name)}, which runs; ${AS_NEW}`;
		if (run !== undefined) return undefined;
		const known = original.get(waiting.id);
		// The same file under two names was moved between the two looks: one of them is old.
		if (known !== undefined && known.inode !== waiting.inode)
			return `its id ${waiting.id} belongs to ${known.place}/${visible(known.name)}; ${AS_NEW}`;
		if (snapshot.attemptsOf(waiting.id) >= waiting.status.attempt)
			return `its id ${waiting.id} has already been run (a late save by an editor?); ${AS_NEW}`;
		return undefined;
	};
}
