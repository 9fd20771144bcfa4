/**
 * The feedback files of jobs: `feedback/feedback_ID.log`, made empty for the job
 * to write to, removed with its records; and what they say. The file is the
 * job's, so nothing of it is trusted: no link is followed, no FIFO waited for,
 * and only its end is read.
 */
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { type Feedback, readFeedback } from "../text/feedback.ts";
import type { RunFolder } from "./run-folder.ts";

const NAME = /^feedback_(\d+)\.log$/;
/** Bytes at the end of the file; what stands before them counts no more. */
const MOST_BYTES = 1024 * 1024;

export type Values = ReadonlyMap<string, string>;

export function feedbackPath(paths: Paths, id: number): string {
	return `${paths.folder("feedback")}/feedback_${id}.log`;
}

/** Makes an empty one, which belongs to the user as whom the job runs. Where a crash comes before its ticket, the sweep removes it. */
export function makeFeedback(paths: Paths, id: number, owner: number): void {
	const path = feedbackPath(paths, id);
	removeFeedback(paths, id);
	const fd = files.openNew(path, 0o640);
	try {
		const { gid } = files.statusOf(fd);
		files.adopt(fd, { uid: owner, gid, mode: 0o640 });
	} finally {
		files.close(fd);
	}
}

export function removeFeedback(paths: Paths, id: number): void {
	const path = feedbackPath(paths, id);
	const stats = files.look(path);
	if (stats === undefined || stats.isDirectory()) return;
	try {
		files.unlink(path);
	} catch (error) {
		if (!files.isAboutOneFile(error)) throw error;
	}
}

/** Ids of those that belong to no run. */
export function strayFeedback(paths: Paths, runs: RunFolder): number[] {
	const promised = new Set(
		runs.keys().flatMap((key) => {
			const ticket = runs.ticketOf(key);
			return ticket?.feedback === undefined ? [] : [ticket.id];
		}),
	);
	return namesIn(paths.folder("feedback")).flatMap((name) => {
		const id = NAME.exec(name)?.[1];
		return id === undefined || promised.has(Number(id)) ? [] : [Number(id)];
	});
}

/** Removes what a crash has left. Call once, before anything is launched. */
export function sweepFeedback(paths: Paths, runs: RunFolder): void {
	for (const id of strayFeedback(paths, runs)) removeFeedback(paths, id);
}

/** Undefined where there is no such file, or none that may be read. */
export function valuesOf(
	path: files.Path,
	most = MOST_BYTES,
): Values | undefined {
	try {
		const fd = files.openAsIs(path);
		try {
			return readEnd(fd, most)?.values;
		} finally {
			files.close(fd);
		}
	} catch (error) {
		if (files.isAboutOneFile(error) || files.codeOf(error) === "ENXIO")
			return undefined;
		throw error;
	}
}

function readEnd(fd: number, most: number): Feedback | undefined {
	const stats = files.statusOf(fd);
	if (!stats.isFile()) return undefined;
	const start = Math.max(0, stats.size - most);
	const buffer = Buffer.allocUnsafe(stats.size - start);
	const count = files.readAt(fd, buffer, start);
	const text = buffer.toString("utf8", 0, count);
	// The first line may have lost its beginning.
	return readFeedback(start === 0 ? text : text.slice(text.indexOf("\n") + 1));
}
