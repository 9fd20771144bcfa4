/**
 * The feedback files of jobs: `feedback/feedback_ID.log` (of a further attempt
 * `feedback_ID.2.log`: what an earlier one left may still write), made empty for the job
 * to write to, removed with its records; and what they say. The file is the
 * job's, so nothing of it is trusted: no link is followed, no FIFO waited for,
 * and only its end is read.
 */
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { type Feedback, readFeedback } from "../text/feedback.ts";
import type { Ticket } from "../text/ticket.ts";
import type { RunFolder } from "./run-folder.ts";

const NAME = /^feedback_\d+(?:\.\d+)?\.log$/;
/** Bytes at the end of the file; what stands before them counts no more. */
const MOST_BYTES = 1024 * 1024;

export type Values = ReadonlyMap<string, string>;

/** One run of a UOW, by what its feedback file is called after. */
export type Attempt = Pick<Ticket, "id" | "attempt">;

export function feedbackPath(paths: Paths, run: Attempt): string {
	return `${paths.folder("feedback")}/${nameOf(run)}`;
}

function nameOf({ id, attempt }: Attempt): string {
	return `feedback_${id}${attempt > 1 ? `.${attempt}` : ""}.log`;
}

/** Makes an empty one, which belongs to the user as whom the job runs. Where a crash comes before its ticket, the sweep removes it. */
export function makeFeedback(paths: Paths, run: Attempt, owner: number): void {
	const path = feedbackPath(paths, run);
	removeFeedback(paths, run);
	const fd = files.openNew(path, 0o640);
	try {
		const { gid } = files.statusOf(fd);
		files.adopt(fd, { uid: owner, gid, mode: 0o640 });
	} finally {
		files.close(fd);
	}
}

export function removeFeedback(paths: Paths, run: Attempt): void {
	removeFile(feedbackPath(paths, run));
}

function removeFile(path: string): void {
	const stats = files.look(path);
	if (stats === undefined || stats.isDirectory()) return;
	try {
		files.unlink(path);
	} catch (error) {
		if (!files.isAboutOneFile(error)) throw error;
	}
}

/** Names of those that belong to no run. */
export function strayFeedback(paths: Paths, runs: RunFolder): string[] {
	const promised = new Set(
		runs.keys().flatMap((key) => {
			const ticket = runs.ticketOf(key);
			return ticket?.feedback === undefined ? [] : [nameOf(ticket)];
		}),
	);
	return namesIn(paths.folder("feedback")).filter(
		(name) => NAME.test(name) && !promised.has(name),
	);
}

/** Removes what a crash has left. Call once, before anything is launched. */
export function sweepFeedback(paths: Paths, runs: RunFolder): void {
	for (const name of strayFeedback(paths, runs))
		removeFile(`${paths.folder("feedback")}/${name}`);
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
		if (files.isUnreadable(error)) return undefined;
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
	if (start === 0) return readFeedback(text);
	// The first line has lost its beginning; there may be no other.
	const newline = text.indexOf("\n");
	return readFeedback(newline < 0 ? "" : text.slice(newline + 1));
}
