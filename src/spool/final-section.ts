/** The last feedback values below the log of a UOW that settles, once, however often settling is repeated. */
import { termsUnder } from "../core/plan.ts";
import type { Located } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { Config } from "../text/config.ts";
import {
	boundedValues,
	isSection,
	LONGEST_SECTION,
	readSection,
	sectionText,
	type Values,
} from "../text/final-values.ts";
import type { Ticket } from "../text/ticket.ts";
import { feedbackPath, valuesOf } from "./feedback-file.ts";
import type { RunFolder } from "./run-folder.ts";
import { Overtaken, readOpen } from "./uow-file.ts";

const NEWLINE = 0x0a;

/** What is kept of a job's feedback; undefined where it promised none. */
export function finalValues(
	paths: Paths,
	ticket: Pick<Ticket, "id" | "attempt" | "feedback">,
): Values | undefined {
	if (ticket.feedback === undefined) return undefined;
	return boundedValues(valuesOf(feedbackPath(paths, ticket)) ?? new Map());
}

/**
 * Appends the section, where there are values. `KEY.final` holds where the log
 * ended before: what an earlier try left behind that is cut off first.
 */
export function appendSection(
	runs: RunFolder,
	key: string,
	path: files.Path,
	inode: string,
	values: Values,
): void {
	if (values.size === 0) return;
	const fd = files.openToGoOn(path);
	try {
		const uow = readOpen(fd);
		if (uow.inode !== inode) throw new Overtaken("another file");
		// Its job has spoilt the file: there is no log to add to.
		if (uow.head.logAt === undefined) return;
		const known = runs.finalOf(key);
		const end = endOfLog(fd, known);
		if (end !== known) runs.writeFinal(key, end);
		if (end < uow.size) files.truncate(fd, end);
		files.write(fd, sectionAfter(fd, end, values));
	} finally {
		files.close(fd);
	}
}

/** The section as it goes to the end of a log that may lack its last newline. */
export function sectionAfter(fd: number, end: number, values: Values): string {
	const last = Buffer.alloc(1);
	const isOpen =
		end > 0 && files.readAt(fd, last, end - 1) === 1 && last[0] !== NEWLINE;
	const text = sectionText(values);
	return isOpen && text !== "" ? `\n${text}` : text;
}

/** Where the log ends. What tee wrote after the record belongs to it, other than a section. */
export function endOfLog(fd: number, recorded: number | undefined): number {
	const { size } = files.statusOf(fd);
	if (recorded === undefined || recorded > size) return size;
	const buffer = Buffer.allocUnsafe(Math.min(size - recorded, LONGEST_SECTION));
	const count = files.readAt(fd, buffer, recorded);
	return isSection(buffer.toString("utf8", 0, count)) ? recorded : size;
}

/** What a UOW that has settled reported last; undefined where it promised nothing, or its file cannot be read. */
export function lastReport(
	paths: Paths,
	{ place, name }: Located,
	config: Config,
): Values | undefined {
	try {
		const fd = files.openAsIs(paths.at(place, name));
		try {
			// Without a promise a section is some words of the log.
			const { head, size } = readOpen(fd);
			const promised = termsUnder(head, config).feedback !== undefined;
			return promised ? (sectionOf(fd, size) ?? new Map()) : undefined;
		} finally {
			files.close(fd);
		}
	} catch {
		return undefined;
	}
}

/** The values of the section with which an open file ends. */
export function sectionOf(fd: number, size: number): Values | undefined {
	const start = Math.max(0, size - LONGEST_SECTION);
	const buffer = Buffer.allocUnsafe(size - start);
	const count = files.readAt(fd, buffer, start);
	return readSection(buffer.toString("utf8", 0, count));
}
