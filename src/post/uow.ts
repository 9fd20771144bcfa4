/** One UOW's file to what its page shows: its head, and the end of its log. */
import type fs from "node:fs";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { type OpenUow, readOpen } from "../disk/uow-file.ts";
import type { LogPart } from "../page/log.ts";
import type { UowFacts } from "../page/uow-page.ts";
import { feedbackPath, valuesOf } from "../spool/feedback-file.ts";
import type { HistoryEntry } from "../text/history.ts";
import { isoOf } from "../text/instant.ts";
import type { Place } from "../text/places.ts";

/** Bytes of a log on a page. */
export const LONGEST_LOG = 128 * 1024;
/** Bytes in which the next beginning of a line is looked for, where a log is cut. */
const LINE = 4 * 1024;

/** A UOW that has a page. */
export interface Shown {
	readonly id: number;
	readonly place: Place;
	readonly name: string;
	readonly runs: boolean;
	/** Of what runs: its feedback file is called after it. */
	readonly attempt?: number;
	readonly entry: HistoryEntry | undefined;
}

/** What its page shows, and the permission bits of that page. */
export function uowFacts(
	paths: Paths,
	shown: Shown,
	writtenAt: string,
	mostLog = LONGEST_LOG,
): { readonly facts: UowFacts; readonly mode: number } {
	const { id, place, name, entry } = shown;
	const root = rootName(paths);
	const base = { root, id, name, place, entry, writtenAt };
	const values = valuesFor(paths, shown);
	try {
		const fd = files.openAsIs(paths.at(place, name));
		try {
			const uow = readOpen(fd);
			const { stamp, status, items } = uow.head;
			const enqueuedAt = stamp && isoOf(stamp.seconds * 1000);
			const log = logPart(fd, uow, mostLog);
			return {
				facts: {
					...base,
					values,
					status: status?.text,
					enqueuedAt,
					items,
					log,
				},
				mode: modeOf(files.statusOf(fd), groupOf(paths)),
			};
		} finally {
			files.close(fd);
		}
	} catch {
		// It went away, or may not be read: then its reports are not shown either.
		const unknown = {
			status: undefined,
			enqueuedAt: undefined,
			log: undefined,
		};
		return {
			facts: { ...base, ...unknown, items: [], values: new Map() },
			mode: 0o644,
		};
	}
}

/** What people call it: the name of its folder. */
export function rootName(paths: Pick<Paths, "root">): string {
	return paths.root.split("/").at(-1) || "/";
}

/** Who may not read a UOW may not read its page either. */
function modeOf({ mode, gid }: fs.Stats, group: number | undefined): number {
	if ((mode & 0o004) !== 0) return 0o644;
	return (mode & 0o040) !== 0 && gid === group ? 0o640 : 0o600;
}

/** The group of what is made in status/: a shared root hands its own on. */
function groupOf(paths: Paths): number | undefined {
	const folder = files.look(paths.folder("status"));
	const isHandedOn = folder !== undefined && (folder.mode & 0o2000) !== 0;
	return isHandedOn ? folder.gid : process.getegid?.();
}

function valuesFor(
	paths: Paths,
	{ id, attempt = 1, runs, entry }: Shown,
): ReadonlyMap<string, string> {
	if (runs) return valuesOf(feedbackPath(paths, { id, attempt })) ?? new Map();
	return new Map(Object.entries(entry?.feedback ?? {}));
}

/** The end of its log, from the beginning of a line on; undefined where it has none. */
export function logPart(
	fd: number,
	{ head, size }: OpenUow,
	most = LONGEST_LOG,
): LogPart | undefined {
	if (head.logAt === undefined) return undefined;
	const length = size - head.logAt;
	const start = Math.max(head.logAt, size - most);
	const buffer = Buffer.allocUnsafe(size - start);
	const read = buffer.subarray(0, files.readAt(fd, buffer, start));
	const newline = read.subarray(0, LINE).indexOf("\n");
	const skipped = start === head.logAt ? 0 : newline + 1;
	return {
		text: read.toString("utf8", skipped),
		size: length,
		cut: start - head.logAt + skipped,
	};
}
