/**
 * history.jsonl as a file: append a line, put it aside. Half done by a crash: its
 * last line lacks its end, or an empty file of mode 0 has the name it was to get.
 */
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { firstFree, isPlaceholder, removeIfThere } from "../disk/steps.ts";
import { isWholeLine } from "../text/history.ts";
import { type Instant, isoOf } from "../text/instant.ts";

/** Bytes in which the beginning of a last line without newline is looked for. */
const LONGEST_LINE = 1024 * 1024;
const NEWLINE = 0x0a;

/** Why the file cannot be used, where that is so and it is there. */
export function faultOf(paths: Paths): string | undefined {
	const stats = files.look(paths.history);
	return stats === undefined || stats.isFile()
		? undefined
		: "it is no regular file";
}

/** Durable when it returns. */
export function appendLines(paths: Paths, lines: string): void {
	const isNew = files.look(paths.history) === undefined;
	const fd = isNew
		? files.openNew(paths.history, 0o640)
		: files.openToGoOn(paths.history);
	try {
		mendEnd(fd);
		files.write(fd, lines);
		files.sync(fd);
	} finally {
		files.close(fd);
	}
	if (isNew) files.syncFolder(paths.root);
}

/**
 * What stands after the last newline is a line that a crash cut short: its
 * settlement is written again, so it goes. A whole one is somebody's, who saved
 * it without its newline.
 */
function mendEnd(fd: number): void {
	const { size } = files.statusOf(fd);
	const start = Math.max(0, size - LONGEST_LINE);
	const last = Buffer.allocUnsafe(Math.min(size, 1));
	files.readAt(fd, last, size - last.length);
	if (last[0] === NEWLINE || size === 0) return;
	const end = Buffer.allocUnsafe(size - start);
	const read = end.subarray(0, files.readAt(fd, end, start));
	const newline = read.lastIndexOf(NEWLINE);
	const isTorn =
		(newline >= 0 || start === 0) &&
		!isWholeLine(read.toString("utf8", newline + 1));
	if (isTorn) files.truncate(fd, start + newline + 1);
	else files.write(fd, "\n");
}

/**
 * Moves it to a free name that says when. Never overwrites: an empty file holds
 * the name until the rename. Undefined where there is nothing to move.
 */
export function putAside(paths: Paths, at: Instant): string | undefined {
	if (files.look(paths.history) === undefined) return undefined;
	const base = `history-${isoOf(at).replaceAll(":", "")}`;
	const nameOf = (taken: number) =>
		`${base}${taken === 0 ? "" : `.${taken + 1}`}.jsonl`;
	const isTaken = (taken: number) =>
		files.look(paths.inRoot(nameOf(taken))) !== undefined;
	const name = nameOf(firstFree(isTaken));
	const aside = paths.inRoot(name);
	files.close(files.openNew(aside, 0));
	try {
		files.rename(paths.history, aside);
	} catch (error) {
		files.unlink(aside);
		throw error;
	}
	files.syncFolder(paths.root);
	return name;
}

/** Puts these lines in its place, whole; what was there goes aside. Returns the name of that. Half done: `history.jsonl.new` is left. */
export function replaceHistory(
	paths: Paths,
	lines: Iterable<string>,
	at: Instant,
): string | undefined {
	const beside = `${paths.history}.new`;
	removeIfThere(beside);
	const fd = files.openNew(beside, 0o640);
	try {
		for (const line of lines) files.write(fd, line);
		files.sync(fd);
	} finally {
		files.close(fd);
	}
	const aside = putAside(paths, at);
	files.rename(beside, paths.history);
	files.syncFolder(paths.root);
	return aside;
}

/** Removes names that were only held. Call once, with the root held. */
export function sweepAside(paths: Paths): void {
	for (const name of namesIn(paths.root)) {
		if (!/^history-.*\.jsonl$/.test(name)) continue;
		const stats = files.look(paths.inRoot(name));
		if (stats !== undefined && isPlaceholder(stats))
			files.unlink(paths.inRoot(name));
	}
}
