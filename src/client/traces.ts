/** What a UOW has left in ledger, history and notices: the newest part of each, so that no file is too long. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { linesBackwards } from "../history/backwards.ts";
import { type HistoryEntry, momentOf, readEntry } from "../text/history.ts";
import type { Instant } from "../text/instant.ts";
import { visible } from "../text/visible.ts";

/** Bytes at the end of each file. */
const SEARCHED = 8 * 1024 * 1024;
const MOST_ENTRIES = 20;
const MOST_NOTICES = 20;

/** How often it was launched, by the ledger; 0 also where that is not known. */
export function attemptsIn(paths: Paths, id: number): number {
	for (const line of newest(paths.own("ledger")))
		if (line.startsWith(`${id} `)) return Number(line.split(" ")[1]) || 0;
	return 0;
}

/** The oldest first; nothing from before it was enqueued. */
export function historyOf(
	paths: Paths,
	id: number,
	since: Instant,
): readonly HistoryEntry[] {
	const entries: HistoryEntry[] = [];
	for (const line of newest(paths.history)) {
		if (!line.includes(`"id":${id},`)) continue;
		const entry = readEntry(line);
		if (entry?.id !== id) continue;
		// Somebody gave the id anew: that was another UOW.
		if (momentOf(entry) < since) break;
		entries.unshift(entry);
		if (entries.length === MOST_ENTRIES) break;
	}
	return entries;
}

/** Notices that name it, since it was enqueued; without the tags of programs that asked. */
export function saidOf(
	paths: Paths,
	name: string,
	since: Instant,
): readonly string[] {
	const shown = visible(name).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
	const named = new RegExp(`(?:^|[ /])${shown}(?=$|[ :,])`, "u");
	const said: string[] = [];
	for (const line of newest(paths.says)) {
		const [, time = "", text = ""] = /^(\S+Z) (.*)$/.exec(line) ?? [];
		if (Date.parse(time) < since) break;
		if (time === "" || !named.test(text)) continue;
		said.unshift(
			visible(`${time} ${text.replace(/ #[0-9a-z]{6,16}(?=:)/, "")}`),
		);
		if (said.length === MOST_NOTICES) break;
	}
	return said;
}

/** Lines from the end; none of a file that is not there or may not be read. */
function* newest(path: string): Generator<string> {
	let fd: number;
	try {
		if (files.look(path)?.isFile() !== true) return;
		fd = files.openAsIs(path);
	} catch {
		return;
	}
	try {
		yield* linesBackwards(fd, SEARCHED);
	} finally {
		files.close(fd);
	}
}
