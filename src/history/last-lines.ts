/** The lines of history.jsonl that are some, the newest first. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { type HistoryEntry, readEntry } from "../text/history.ts";
import { linesBackwards } from "./backwards.ts";
import { faultOf } from "./history-file.ts";

export interface HistoryLine {
	readonly entry: HistoryEntry;
	/** As it stands there. */
	readonly text: string;
}

/** Of `most` bytes from the end. None where the file is not there, or none that can be used. */
export function* lastLines(
	paths: Paths,
	most?: number,
): Generator<HistoryLine> {
	if (files.look(paths.history) === undefined) return;
	if (faultOf(paths) !== undefined) return;
	const fd = files.openAsIs(paths.history);
	try {
		for (const text of linesBackwards(fd, most)) {
			const entry = readEntry(text);
			if (entry !== undefined) yield { entry, text };
		}
	} finally {
		files.close(fd);
	}
}
