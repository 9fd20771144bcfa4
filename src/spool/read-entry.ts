/** What one name in a queue is: an accepted UOW, or something that has yet to be judged. */
import type fs from "node:fs";
import type { Arrival, Waiting } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { isForeign } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { checkItems, idItem, type Terms, taskNameOf } from "../text/header.ts";
import type { Queue } from "../text/places.ts";
import { isPending, isSettled } from "../text/status-line.ts";
import { isPadded, isStamped, type UowHead } from "../text/uow-text.ts";
import { type OpenUow, Overtaken, readUow } from "./uow-file.ts";

/** What a queue must ask of others to know its files. */
export interface QueueHelp {
	readonly hasGivenId: (id: number) => boolean;
	readonly termsOf: (head: UowHead) => Terms;
	/** Why the configuration does not let a UOW run. */
	readonly refusalOf: (head: UowHead) => string | undefined;
	/** Whether the original of a text that says how a run ended still lies settled. */
	readonly isCopy: (id: number, inode: string) => boolean;
}

export interface Entry {
	readonly arrival?: Arrival;
	readonly waiting?: Waiting;
	/** It can be read once its holder lets it go, which does not show. */
	readonly isHeld?: boolean;
}

const LEASED = "a process holds it by a lease (fcntl F_SETLEASE)";

function hiddenBy(error: unknown): string {
	const code = files.codeOf(error) ?? "";
	if (code === "EACCES" || code === "EPERM")
		return "the Monitor's user may not read it";
	return code === "EAGAIN" ? LEASED : `the kernel says ${code}`;
}

/** Undefined where the name went or changed while it was read. */
export function readEntry(
	paths: Paths,
	place: Queue,
	name: string,
	stats: fs.Stats,
	help: QueueHelp,
): Entry | undefined {
	const base = {
		place,
		name,
		inode: files.inodeOf(stats),
		version: files.versionOf(stats),
		modifiedAt: stats.mtimeMs,
		quietFor: 0,
	};
	const why = isForeign(name)
		? "its name is not UTF-8; rename it"
		: specialReason(stats);
	if (why !== undefined) return { arrival: { ...base, kind: "special", why } };
	if (stats.nlink > 1) return { arrival: { ...base, kind: "linked" } };
	try {
		const uow = readUow(paths.at(place, name));
		const waiting = waitingOf(place, name, stats, uow, help);
		if (waiting !== undefined) return { waiting };
		return { arrival: { ...base, ...textOf(uow, help) } };
	} catch (error) {
		if (error instanceof Overtaken || files.isMoved(error)) return undefined;
		if (!files.isForbidden(error)) throw error;
		const why = hiddenBy(error);
		return {
			arrival: { ...base, kind: "unreadable", why },
			isHeld: why === LEASED,
		};
	}
}

function textOf(uow: OpenUow, help: QueueHelp) {
	const { head, emptyLog, endsInNewline } = uow;
	const logSize = uow.size - (head.logAt ?? uow.size);
	const isOurs = isStamped(head) && help.hasGivenId(head.stamp.id);
	const isCopy =
		isOurs &&
		isSettled(head.status.state) &&
		help.isCopy(head.stamp.id, uow.inode);
	const kind = "text" as const;
	return {
		kind,
		head,
		emptyLog,
		logSize,
		endsInNewline,
		writer: undefined,
		isOurs,
		isCopy,
	};
}

function waitingOf(
	place: Queue,
	name: string,
	stats: fs.Stats,
	uow: OpenUow,
	help: QueueHelp,
): Waiting | undefined {
	const { head } = uow;
	if (!isStamped(head) || !isPadded(head) || !isPending(head.status.state))
		return undefined;
	// An edit may have broken it since: then it is judged like any arrival.
	if (!help.hasGivenId(head.stamp.id) || checkItems(head.items).length > 0)
		return undefined;
	if (idItem(head.items) !== undefined) return undefined;
	const terms = help.termsOf(head);
	return {
		place,
		name,
		inode: uow.inode,
		version: uow.version,
		bornAt: stats.birthtimeMs,
		...head.stamp,
		status: head.status,
		taskName: terms.taskName ?? taskNameOf(name),
		after: terms.after,
		notBefore: terms.notBefore,
		unique: terms.unique,
		retryPause: terms.retries?.everySeconds,
		refusal: help.refusalOf(head),
	};
}

function specialReason(stats: fs.Stats): string | undefined {
	if (stats.isFile()) return undefined;
	return `it is ${kindOf(stats)}; a Unit of Work is a text file`;
}

function kindOf(stats: fs.Stats): string {
	if (stats.isSymbolicLink()) return "a symbolic link";
	if (stats.isDirectory()) return "a folder";
	if (stats.isFIFO()) return "a FIFO";
	return stats.isSocket() ? "a socket" : "a device";
}
