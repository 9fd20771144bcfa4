/** What a UOW has left in ledger, history and notices: the newest part of each, so that no file is too long. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { linesBackwards } from "../history/backwards.ts";
import { linesWith } from "../history/search.ts";
import { type HistoryEntry, momentOf, readEntry } from "../text/history.ts";
import type { Instant } from "../text/instant.ts";
import { PLACES, type Place } from "../text/places.ts";
import { untagged } from "../text/requests.ts";
import { visible } from "../text/visible.ts";

/** Bytes at the end of each file. */
const SEARCHED = 8 * 1024 * 1024;
const MOST_ENTRIES = 20;
const MOST_NOTICES = 20;

/** How often it was launched, by the ledger; 0 also where that is not known. */
export function attemptsIn(paths: Paths, id: number): number {
	for (const line of newest(paths.own("ledger"), `${id} `))
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
	for (const line of newest(paths.history, `"id":${id},`)) {
		const entry = readEntry(line);
		if (entry?.id !== id) continue;
		// Somebody gave the id anew: that was another UOW.
		if (momentOf(entry) < since) break;
		entries.unshift(entry);
		if (entries.length === MOST_ENTRIES) break;
	}
	return entries;
}

/** What the Monitor said of it since it was enqueued, the oldest first. */
export function saidOf(
	paths: Paths,
	whose: Whose,
	since: Instant,
): readonly string[] {
	const lines: string[] = [];
	for (const line of newest(paths.says)) {
		const at = Date.parse(/^\S+Z(?= )/.exec(line)?.[0] ?? "");
		if (at < since) break;
		if (!Number.isNaN(at)) lines.push(line);
	}
	return noticesAbout(lines.reverse(), whose).slice(-MOST_NOTICES).map(visible);
}

export interface Whose {
	readonly name: string;
	readonly id: number | null;
	readonly place: Place;
}

const PLACE = `(?:(?:${PLACES.join("|")})/)?`;

/**
 * Those of these notices that are about one UOW: it is their subject, or the
 * request that they answer names it. Names are used again, and what is said
 * between `accepted, id 9` and the next id is about that one.
 */
export function noticesAbout(lines: readonly string[], whose: Whose): string[] {
	const { id, place, name } = whose;
	const texts = lines.map(untagged);
	const names = namesOf(texts, whose).map(forPattern).join("|");
	const subject = new RegExp(
		`^${PLACE}(?:${names})(?:: | (?:accepted|started|waits|moved|runs|is|has)\\b)`,
		"u",
	);
	const answer = new RegExp(
		`^(?:KILL JOB(?: -s \\S+)?|HOLD|RELEASE|RETRY|FEEDBACK) (?:${names}|${id}): `,
		"u",
	);
	let isIts = true;
	return texts.filter((line) => {
		const text = textOf(line);
		// Other files of its name go there under it, and it itself under another.
		if (/ moved to trash\/.*:$/.test(text))
			return (
				place === "trash" &&
				text.endsWith(` moved to trash/${visible(name).trim()}:`)
			);
		if (!subject.test(text) && !answer.test(text)) return false;
		const said = /(?:, id |\(id )(\d+)\b/.exec(text)?.[1];
		if (said !== undefined) isIts = Number(said) === id;
		return isIts;
	});
}

/** The one it has, and those under which it was accepted. */
function namesOf(texts: readonly string[], { name, id }: Whose): string[] {
	const accepted = new RegExp(`^${PLACE}(.+) accepted(?: again)?, id ${id}\\b`);
	const others = texts.flatMap(
		(line) => accepted.exec(textOf(line))?.[1] ?? [],
	);
	return [...new Set([visible(name).trim(), ...others])];
}

/** Without its time. */
function textOf(line: string): string {
	return line.slice(line.indexOf(" ") + 1);
}

function forPattern(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Lines from the end, where they hold `text`; none of a file that is not there or may not be read. */
function* newest(path: string, text?: string): Generator<string> {
	let fd: number;
	try {
		if (files.look(path)?.isFile() !== true) return;
		fd = files.openAsIs(path);
	} catch {
		return;
	}
	try {
		yield* text === undefined
			? linesBackwards(fd, SEARCHED)
			: linesWith(fd, text, SEARCHED);
	} finally {
		files.close(fd);
	}
}
