/** The last feedback values below the log of a UOW that settles, once, however often settling is repeated. */
import { termsUnder } from "../core/plan.ts";
import type { Located } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { Overtaken, readOpen } from "../disk/uow-file.ts";
import type { Config } from "../text/config.ts";
import {
	boundedValues,
	LONGEST_SECTION,
	missingOf,
	readSection,
	sectionText,
	type Values,
} from "../text/final-values.ts";
import type { Ticket } from "../text/ticket.ts";
import { feedbackPath, valuesOf } from "./feedback-file.ts";
import type { RunFolder } from "./run-folder.ts";

const NEWLINE = 0x0a;

/** Bytes of a log behind its end as it was recorded in which the section is looked for: tee may have been faster. */
const LOOK_BEHIND = 64 * 1024;

/** A run that settles. */
export interface Settling {
	readonly paths: Paths;
	readonly runs: RunFolder;
	readonly key: string;
	readonly ticket: Pick<Ticket, "id" | "attempt" | "feedback">;
	/** Its feedback file cannot be read; told once, whatever becomes of the Monitor. */
	readonly onHidden: () => void;
}

/** What is kept of a job's feedback; undefined where it promised none. What was recorded stands: a leftover may still write. */
export function finalValues({
	paths,
	runs,
	key,
	ticket,
}: Omit<Settling, "onHidden">): Values | undefined {
	if (ticket.feedback === undefined) return undefined;
	const final = runs.finalOf(key);
	return final === undefined
		? boundedValues(valuesOf(feedbackPath(paths, ticket)) ?? new Map())
		: (readSection(final.section) ?? new Map());
}

/** Appends the section, or what it lacks. Nothing is ever cut: what stands behind the log may be more of it. */
export function appendSection(
	run: Settling,
	path: files.Path,
	inode: string,
): void {
	const fd = files.openToGoOn(path);
	try {
		const uow = readOpen(fd);
		if (uow.inode !== inode) throw new Overtaken("another file");
		// Its job has spoilt the file: there is no log to add to.
		if (uow.head.logAt === undefined) return;
		const missing = missingSection(run, fd, uow.size);
		if (missing.length > 0) files.write(fd, missing);
	} finally {
		files.close(fd);
	}
}

/** What an open file of this size lacks. `KEY.final`, durable before, has the section and where the log ended. */
export function missingSection(
	run: Settling,
	fd: number,
	size: number,
): Buffer {
	const final = run.runs.finalOf(run.key);
	if (final !== undefined && final.size <= size) {
		const section = Buffer.from(final.section);
		const length = Math.min(size - final.size, section.length + LOOK_BEHIND);
		const behind = Buffer.allocUnsafe(length);
		const count = files.readAt(fd, behind, final.size);
		const missing = missingOf(section, behind.subarray(0, count));
		if (missing !== undefined) return missing;
	}
	const text =
		final === undefined ? newSection(run) : final.section.replace(/^\n/, "");
	const section = text !== "" && isOpenAt(fd, size) ? `\n${text}` : text;
	run.runs.writeFinal(run.key, { size, section });
	return Buffer.from(section);
}

function newSection({ paths, ticket, onHidden }: Settling): string {
	const values = valuesOf(feedbackPath(paths, ticket));
	if (values === undefined) onHidden();
	return sectionText(boundedValues(values ?? new Map()));
}

/** The last line of a log lacks its newline. */
function isOpenAt(fd: number, end: number): boolean {
	const last = Buffer.alloc(1);
	return (
		end > 0 && files.readAt(fd, last, end - 1) === 1 && last[0] !== NEWLINE
	);
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
