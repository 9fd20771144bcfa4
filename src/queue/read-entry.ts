/** What one name in a queue is: an accepted UOW, or something that has yet to be judged. */
import type fs from "node:fs";
import type { Arrival } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { isForeign } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { printOf } from "../disk/print.ts";
import { glanceAt, type OpenUow, Overtaken } from "../disk/uow-file.ts";
import { checkItems, idItem, type Terms } from "../text/header.ts";
import type { Queue } from "../text/places.ts";
import { isPending, isSettled } from "../text/status-line.ts";
import {
	type Headed,
	isPadded,
	isStamped,
	type PlainHead,
} from "../text/uow-text.ts";
import { Queued } from "./queued.ts";

/** What a queue must ask of others to know its files. */
export interface QueueHelp {
	readonly hasGivenId: (id: number) => boolean;
	readonly termsOf: (head: Headed) => Terms;
	/** Why the configuration does not let a UOW run. */
	readonly refusalOf: (head: Headed) => string | undefined;
	/** Whether the original of a text that says how a run ended still lies settled. */
	readonly isCopy: (id: number, inode: string) => boolean;
}

/** What has yet to be judged. */
export interface Arrived {
	readonly arrival: Arrival;
	/** It can be read once its holder lets it go, which does not show. */
	readonly isHeld: boolean;
	readonly print: string;
	readonly links: number;
}

/** Whether a name is what it was when it was read. */
export function isStill(entry: Queued | Arrived, stats: fs.Stats): boolean {
	if (entry instanceof Queued) return stats.nlink === 1 && entry.isStill(stats);
	return entry.links === stats.nlink && entry.print === printOf(stats);
}

/** What makes an arrival what it is, without what all have. */
type About<T> = T extends Arrival
	? Omit<T, keyof ReturnType<typeof baseOf>>
	: never;

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
): Queued | Arrived | undefined {
	const why = isForeign(name)
		? "its name is not UTF-8; rename it"
		: specialReason(stats);
	const arrived = (about: About<Arrival>, isHeld = false): Arrived => ({
		arrival: { ...baseOf(place, name, stats), ...about },
		isHeld,
		print: printOf(stats),
		links: stats.nlink,
	});
	if (why !== undefined) return arrived({ kind: "special", why });
	if (stats.nlink > 1) return arrived({ kind: "linked" });
	try {
		const glance = glanceAt(paths.at(place, name), (head) =>
			isAccepted(head, help),
		);
		const head =
			glance.kind === "plain" ? glance.head : acceptedHead(glance.uow, help);
		if (head !== undefined)
			return queued(place, name, head, glance.stats, help);
		return glance.kind === "full"
			? arrived(textOf(glance.uow, help))
			: undefined;
	} catch (error) {
		if (error instanceof Overtaken || files.isMoved(error)) return undefined;
		if (!files.isForbidden(error)) throw error;
		const why = hiddenBy(error);
		return arrived({ kind: "unreadable", why }, why === LEASED);
	}
}

function baseOf(place: Queue, name: string, stats: fs.Stats) {
	return {
		place,
		name,
		inode: files.inodeOf(stats),
		version: files.versionOf(stats),
		modifiedAt: stats.mtimeMs,
		quietFor: 0,
	};
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

function queued(
	place: Queue,
	name: string,
	head: PlainHead,
	stats: fs.Stats,
	help: QueueHelp,
): Queued {
	const { taskName, after, notBefore, unique, retries } = help.termsOf(head);
	return new Queued(place, name, head.stamp, stats, {
		status: head.status,
		taskName,
		after,
		notBefore,
		unique,
		retryPause: retries?.everySeconds,
		refusal: help.refusalOf(head),
	});
}

function acceptedHead(
	{ head }: OpenUow,
	help: QueueHelp,
): PlainHead | undefined {
	return isStamped(head) &&
		isPadded(head) &&
		isPending(head.status.state) &&
		isAccepted(head, help)
		? head
		: undefined;
}

/** An edit may have broken it since it was stamped: then it is judged like any arrival. */
function isAccepted({ stamp, items }: PlainHead, help: QueueHelp): boolean {
	return (
		help.hasGivenId(stamp.id) &&
		checkItems(items).length === 0 &&
		idItem(items) === undefined
	);
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
