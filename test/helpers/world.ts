/** Builders of what a survey may report: a world in a few words. */

import { describe } from "../../src/core/action.ts";
import { decide } from "../../src/core/decide.ts";
import type { Reservation } from "../../src/core/reservation.ts";
import type {
	Arrival,
	Run,
	Snapshot,
	Waiting,
} from "../../src/core/snapshot.ts";
import type { Config } from "../../src/text/config.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import type { Queue } from "../../src/text/places.ts";
import { type Request, readRequest } from "../../src/text/requests.ts";
import { readStatus, type Status } from "../../src/text/status-line.ts";
import type { Ticket } from "../../src/text/ticket.ts";
import { readHead } from "../../src/text/uow-text.ts";

/** 2026-11-22T12:00:00Z, and 1000 s after boot. */
export const NOON = Date.UTC(2026, 10, 22, 12);
export const UPTIME = 1000;

export function aSnapshot(parts: Partial<Snapshot> = {}): Snapshot {
	const countIn = (place: Queue) =>
		(parts.waiting ?? []).filter((waiting) => waiting.place === place).length;
	return {
		takenAt: NOON,
		uptime: UPTIME,
		boot: "boot-1",
		mode: "running",
		waiting: [],
		attention: parts.waiting ?? [],
		foreseen: undefined,
		unread: 0,
		queued: {
			"priority-q": countIn("priority-q"),
			"wait-q": countIn("wait-q"),
		},
		arrivals: [],
		arriving: parts.arrivals?.length ?? 0,
		runs: [],
		strays: [],
		surplusReadmes: [],
		unfinished: 0,
		settled: { "done-q": 0, "error-q": 0, "fail-q": 0, trash: 0 },
		whereabouts: new Map(),
		reservations: [],
		lookedUp: new Map(),
		lastStamp: { seconds: 0, ordinal: 0 },
		attemptsOf: () => 0,
		history: [],
		usual: () => undefined,
		readiness: { kind: "ready" },
		requests: [],
		reports: new Map(),
		...parts,
	};
}

export function statusOf(text: string): Status {
	const status = readStatus(text);
	if (status === undefined) throw new Error(`no status: ${text}`);
	return status;
}

let ids = 0;

export function aWaiting(
	name: string,
	parts: Partial<Omit<Waiting, "status">> & { status?: string } = {},
): Waiting {
	ids += 1;
	const { status, ...rest } = parts;
	return {
		place: "wait-q",
		name,
		inode: `1:${ids}`,
		version: `1:${ids}:0`,
		bornAt: NOON,
		seconds: 100,
		ordinal: 0,
		id: ids,
		taskName: name,
		after: [],
		notBefore: undefined,
		unique: false,
		retryPause: undefined,
		refusal: undefined,
		status: statusOf(status ?? "WAITING"),
		...rest,
	};
}

export function aTicket(parts: Partial<Ticket> = {}): Ticket {
	return {
		name: "job",
		id: 1,
		attempt: 1,
		inode: "1:900",
		from: "wait-q",
		slot: 1,
		taskName: "job",
		info: ["", "", ""],
		enqueuedAt: NOON - 120_000,
		boot: "boot-1",
		launchedAt: NOON - 60_000,
		timeout: undefined,
		feedback: undefined,
		keepLeftovers: false,
		grace: 5,
		stopSignal: "TERM",
		successExits: [0],
		retries: undefined,
		onCrash: "fail",
		maxLog: undefined,
		refused: undefined,
		...parts,
	};
}

/** A run whose keeper took the fence a minute ago and lives. */
export function aRun(parts: Partial<Run> & { ticket?: Ticket } = {}): Run {
	return {
		key: "1-aa",
		ticket: aTicket(),
		fence: {
			kind: "taken",
			keeper: { pid: 77, startTicks: 5 },
			uptime: UPTIME - 60,
		},
		alive: true,
		kept: true,
		left: [],
		behind: undefined,
		living: [],
		child: "alive",
		fault: undefined,
		exit: undefined,
		end: undefined,
		kill: undefined,
		beat: undefined,
		flush: "none",
		stopSent: false,
		isOpen: false,
		killSent: undefined,
		recorded: false,
		brought: false,
		uow: {
			place: "currently-executing",
			name: "job",
			inode: "1:900",
			size: 200,
			status: statusOf("RUNNING"),
		},
		...parts,
	};
}

export function anArrival(
	name: string,
	text: string,
	parts: Partial<Extract<Arrival, { kind: "text" }>> = {},
): Arrival {
	const head = readHead(Buffer.from(text), true);
	return {
		place: "wait-q",
		name,
		inode: `2:${name}`,
		version: `2:${name}:0`,
		modifiedAt: NOON,
		quietFor: 10,
		kind: "text",
		head,
		logSize: 0,
		emptyLog: head.logAt === Buffer.byteLength(text),
		endsInNewline: text.endsWith("\n"),
		writer: false,
		isOurs: false,
		isCopy: false,
		...parts,
	};
}

/** Until 13:00 of that day. */
export function aReservation(
	id: number,
	parts: Partial<Reservation> = {},
): Reservation {
	const until = NOON + 3_600_000;
	return { id, taskName: undefined, until, usedBy: undefined, ...parts };
}

export function aRequest(text: string): Request {
	return {
		text,
		isOld: false,
		edition: "2026-11-22T00:00:00.000Z",
		...readRequest(text),
	};
}

/** What is decided, one English line each. */
export function decided(
	parts: Partial<Snapshot>,
	config: Partial<Config> = {},
): string[] {
	return decide(aSnapshot(parts), { ...DEFAULT_CONFIG, ...config }).actions.map(
		describe,
	);
}

/** Seconds until the next look that is due by itself. */
export function dueIn(
	parts: Partial<Snapshot>,
	config: Partial<Config> = {},
): number {
	return decide(aSnapshot(parts), { ...DEFAULT_CONFIG, ...config }).lookAgainIn;
}
