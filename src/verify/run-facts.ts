/** What lies in run/: the runs with their processes, and every name. Reads only. */

import { readReservation, reservedIdOf } from "../core/reservation.ts";
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { bootId, isAlive } from "../jobs/proc.ts";
import { strayFeedback } from "../spool/feedback-file.ts";
import { RunFolder } from "../spool/run-folder.ts";
import { readLeft } from "../text/left.ts";
import {
	type Fence,
	RECORDS,
	type RecordKind,
	readEnd,
	readExit,
	readKill,
} from "../text/records.ts";
import type { Ticket } from "../text/ticket.ts";
import type { ReservedFacts } from "./judge-reserved.ts";

export interface RunFacts {
	readonly boot: string;
	readonly runs: readonly OneRun[];
	/** Half-written files, and records without a ticket. */
	readonly leftovers: readonly string[];
	readonly names: readonly string[];
	/** Feedback files that belong to no run. */
	readonly strayFeedback: readonly string[];
	readonly reserved: readonly ReservedFacts[];
	/** What run/mode says; undefined: it is not there. */
	readonly mode: string | undefined;
}

export interface OneRun {
	readonly key: string;
	readonly ticket: Ticket;
	readonly fence: Fence | undefined;
	/** Looked for before its exit record. */
	readonly hasKeeper: boolean;
	readonly hasExit: boolean;
	/** Records that lack their end. */
	readonly cut: readonly RecordKind[];
}

/** A fresh RunFolder: what an earlier look remembers could be gone. */
export function runFacts(paths: Paths): RunFacts {
	const runs = new RunFolder(paths);
	const names = namesIn(paths.folder("run"));
	return {
		boot: bootId(),
		runs: runs.keys().flatMap((key) => oneRun(paths, runs, key)),
		leftovers: runs.leftovers(),
		names,
		strayFeedback:
			files.look(paths.folder("feedback")) === undefined
				? []
				: strayFeedback(paths, runs),
		reserved: names.flatMap((name) => reservedFacts(paths, name)),
		mode: files.readText(paths.own("mode"))?.trim(),
	};
}

function reservedFacts(paths: Paths, name: string): ReservedFacts[] {
	const id = reservedIdOf(name);
	const text = id === undefined ? undefined : files.readText(paths.own(name));
	// Undefined also where it went meanwhile.
	return id === undefined || text === undefined
		? []
		: [{ id, reservation: readReservation(id, text) }];
}

function oneRun(paths: Paths, runs: RunFolder, key: string): OneRun[] {
	const ticket = runs.ticketOf(key);
	if (ticket === undefined) return [];
	const fence = runs.fenceOf(key);
	const keeper = fence?.kind === "taken" ? fence.keeper : undefined;
	const hasKeeper = keeper !== undefined && isAlive(keeper);
	const hasExit = runs.exitOf(key) !== undefined;
	const cut = RECORDS.filter((kind) => isCut(paths, key, kind));
	// Settled and reaped while it was looked at.
	return files.look(paths.record(key, "ticket")) === undefined
		? []
		: [{ key, ticket, fence, hasKeeper, hasExit, cut }];
}

function isCut(paths: Paths, key: string, kind: RecordKind): boolean {
	const text = files.readText(paths.record(key, kind));
	if (text === undefined) return false;
	switch (kind) {
		case "ticket":
			return false;
		case "fence":
			return !/^(taken|revoked) .*\n$/.test(text);
		case "exit":
			return readExit(text) === undefined;
		case "end":
			return readEnd(text) === undefined;
		case "kill":
			return readKill(text) === undefined;
		case "left":
			return readLeft(text) === undefined;
		case "pulse":
		case "final":
			return !text.endsWith("\n");
	}
}
