/**
 * What one look at the queue root and the machine found: plain values, one
 * clock reading, no handles and no paths. All that decide may know.
 */
import type { HistoryEntry } from "../text/history.ts";
import type { Instant, Uptime } from "../text/instant.ts";
import type { Behind, Left } from "../text/left.ts";
import type { Place, Queue } from "../text/places.ts";
import type { Exit, Fence, Kill } from "../text/records.ts";
import type { Request } from "../text/requests.ts";
import type { Stamp } from "../text/stamp.ts";
import type { Status } from "../text/status-line.ts";
import type { Ticket } from "../text/ticket.ts";
import type { UowHead } from "../text/uow-text.ts";
import type { Watched } from "./pulse.ts";
import type { Reservation } from "./reservation.ts";
import type { Usual } from "./usual.ts";

export interface Snapshot {
	/** The turn's only reading of the wall clock. */
	readonly takenAt: Instant;
	/** The turn's only reading of the machine's uptime: for lengths and deadlines. */
	readonly uptime: Uptime;
	readonly boot: string;
	readonly mode: Mode;
	/** Accepted UOWs, priority-q first, each queue in its order. */
	readonly waiting: readonly Waiting[];
	/** Those of them that are more than "waits for its turn": blocked, refused, unique, doubled… */
	readonly attention: readonly Waiting[];
	/** Of these it is known that they come first, while not all were read yet; undefined: all were. */
	readonly foreseen: ReadonlySet<Waiting> | undefined;
	/** Files in the queues of which nothing is known yet. */
	readonly unread: number;
	/** How many wait in each queue, read or not. */
	readonly queued: Readonly<Record<Queue, number>>;
	/** Files in the queues that are not accepted yet; where there are many, some of them in turn. */
	readonly arrivals: readonly Arrival[];
	/** How many there are in all. */
	readonly arriving: number;
	readonly runs: readonly Run[];
	/** Files in currently-executing that belong to no run. */
	readonly strays: readonly Located[];
	/** READMEs beside a newer one. */
	readonly surplusReadmes: readonly Located[];
	/** Unfinished files that lie in a queue for longer than an hour. */
	readonly unfinished: number;
	readonly settled: Readonly<
		Record<"done-q" | "error-q" | "fail-q" | "trash", number>
	>;
	/** Where names that AFTER or a request mentions lie; archive only where its STATUS is DONE. */
	readonly whereabouts: ReadonlyMap<string, readonly Place[]>;
	/** Ids that were handed out and have no UOW yet, by id. */
	readonly reservations: readonly Reservation[];
	/** Where the UOW of an id lies that neither waits nor runs; looked up for the first request only that asks by such an id. */
	readonly lookedUp: ReadonlyMap<number, Lookup>;
	/** The last timestamp given, for ordinals within one second. */
	readonly lastStamp: Omit<Stamp, "id">;
	readonly attemptsOf: (id: number) => number;
	/** The last lines of the history, as many as a request asks for; the newest last. */
	readonly history: readonly HistoryEntry[];
	/** How long runs of a task usually take, where that is known. */
	readonly usual: (taskName: string) => Usual | undefined;
	readonly readiness: Readiness;
	readonly requests: readonly Request[];
	/** What jobs report, or reported last, by reportKey: read only where a request is answered with it. */
	readonly reports: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export type Mode = "running" | "paused" | "finishing";

export interface Located {
	readonly place: Place;
	readonly name: string;
}

export type Lookup =
	| { readonly kind: "lies"; readonly at: Located }
	| { readonly kind: "nowhere" }
	/** Too many files lie there to read them all. */
	| { readonly kind: "not found" };

/** An accepted UOW in its queue: stamped, with an id and a STATUS that can be changed in place. */
export interface Waiting extends Required<Stamp> {
	readonly place: Queue;
	readonly name: string;
	readonly inode: string;
	/** Changes whenever the file does: inode, size, times. */
	readonly version: string;
	/** When its file came into being: of two with one id the older is the original. */
	readonly bornAt: Instant;
	readonly status: Status;
	readonly taskName: string;
	readonly after: readonly string[];
	readonly notBefore: Instant | undefined;
	readonly unique: boolean;
	/** Seconds between two attempts, where it is tried again by itself. */
	readonly retryPause: number | undefined;
	/** Why the configuration does not let it run. */
	readonly refusal: string | undefined;
}

/** Whether a look at it may find more to do than to launch it, or to leave it alone while it is held. */
export function needsAttention(waiting: Waiting, attempts: number): boolean {
	const { status, refusal, unique } = waiting;
	if (refusal !== undefined || unique || attempts >= status.attempt)
		return true;
	if (status.state === "HELD") return false;
	return (
		status.text !== "WAITING" ||
		waiting.notBefore !== undefined ||
		waiting.after.length > 0
	);
}

interface ArrivalBase {
	readonly place: Queue;
	readonly name: string;
	readonly inode: string;
	/** Changes whenever the file does: inode, size, times. */
	readonly version: string;
	readonly modifiedAt: Instant;
	/** Seconds for which the Monitor has seen it unchanged. */
	readonly quietFor: number;
}

export type Arrival =
	/** Not a regular file (a link, a FIFO, a folder…), or a name that is no text; never opened. */
	| (ArrivalBase & { readonly kind: "special"; readonly why: string })
	| (ArrivalBase & { readonly kind: "linked" })
	| (ArrivalBase & { readonly kind: "unreadable"; readonly why: string })
	| (ArrivalBase & {
			readonly kind: "text";
			readonly head: UowHead;
			/** Nothing stands after the JOB LOG title. */
			readonly emptyLog: boolean;
			/** Bytes below that title. */
			readonly logSize: number;
			readonly endsInNewline: boolean;
			/** Whether a process has it open for writing; undefined: not looked yet. */
			readonly writer: boolean | undefined;
			/** Stamped by this root's Monitor. */
			readonly isOurs: boolean;
			/** Ours, it says how a run ended, and its original still lies settled. */
			readonly isCopy: boolean;
	  });

/** One run of a UOW: its records, its process, and where its UOW lies now. */
export interface Run {
	/** Names its records: `17-3f9a`. */
	readonly key: string;
	readonly ticket: Ticket;
	readonly fence: Fence | undefined;
	/** Whether the keeper, or anything else of the run, lives. */
	readonly alive: boolean;
	/** Whether the keeper lives: it will record how the job ends. */
	readonly kept: boolean;
	/** Processes of the job that live; looked for only where none should any more. */
	readonly left: readonly Left[];
	/** Whom it left behind, once that is written down: they are ended. */
	readonly behind: Behind | undefined;
	/** With KEEP LEFTOVERS: who lives on when it settles; nobody waits for them. */
	readonly living: readonly Left[];
	/** The pid of the keeper this Monitor started, while it knows of no end. */
	readonly child: "none" | "alive" | "ended";
	/** Why no process could be made for it. */
	readonly fault: string | undefined;
	readonly exit: (Exit & { readonly at: Instant }) | undefined;
	/** tee's exit code, once it ended. */
	readonly end: number | undefined;
	readonly kill: Kill | undefined;
	/** The last sign of life; undefined where none was promised, or the job has not begun. */
	readonly beat: Watched | undefined;
	/** Whether this Monitor has sent the stop signal. */
	readonly stopSent: boolean;
	/** When this Monitor first sent KILL. */
	readonly killSent: Uptime | undefined;
	readonly uow:
		| (Located & {
				readonly inode: string;
				/** Bytes of the whole file. */
				readonly size: number;
				readonly status: Status | undefined;
		  })
		| undefined;
	/** Its file is still open in the Monitor, also where its name is gone. */
	readonly isOpen: boolean;
	/** This Monitor itself has brought its UOW out of its slot; false after a restart. */
	readonly brought: boolean;
	/** Whether this Monitor has had its log written to the disk, beside the loop. */
	readonly flush: "none" | "begun" | "done";
	/** The ledger has it: nothing but its records is left of it. */
	readonly recorded: boolean;
}

export type Readiness =
	/** Nothing is known, or what was known is too old. */
	| { readonly kind: "unknown" }
	| { readonly kind: "checking" }
	| { readonly kind: "ready" }
	| { readonly kind: "not ready"; readonly why: string };
