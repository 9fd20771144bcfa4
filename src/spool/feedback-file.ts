/**
 * What a job reports in its feedback file: the values now. The file is the
 * job's, so nothing of it is trusted: no link is followed, no FIFO waited for,
 * and only its end is read.
 */
import * as files from "../disk/files.ts";
import { type Feedback, readFeedback } from "../text/feedback.ts";

/** Bytes at the end of the file; what stands before them counts no more. */
const MOST_BYTES = 1024 * 1024;

export type Values = ReadonlyMap<string, string>;

/** Undefined where there is no such file, or none that may be read. */
export function valuesOf(path: files.Path): Values | undefined {
	try {
		const fd = files.openAsIs(path);
		try {
			return readEnd(fd)?.values;
		} finally {
			files.close(fd);
		}
	} catch (error) {
		if (files.isAboutOneFile(error) || files.codeOf(error) === "ENXIO")
			return undefined;
		throw error;
	}
}

function readEnd(fd: number): Feedback | undefined {
	const stats = files.statusOf(fd);
	if (!stats.isFile()) return undefined;
	const start = Math.max(0, stats.size - MOST_BYTES);
	const buffer = Buffer.allocUnsafe(stats.size - start);
	const count = files.readAt(fd, buffer, start);
	const text = buffer.toString("utf8", 0, count);
	// The first line may have lost its beginning.
	return readFeedback(start === 0 ? text : text.slice(text.indexOf("\n") + 1));
}
