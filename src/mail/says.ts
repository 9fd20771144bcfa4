/** monitor_says: what the Monitor says, each notice with its time, in one append; put aside by size. */
import type { Stats } from "node:fs";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { append, createWhole, removeIfThere } from "../disk/steps.ts";
import { type Instant, isoOf } from "../text/instant.ts";

export interface SaysLimits {
	/** Bytes after which the file is put aside. */
	readonly saysSize: number;
	/** How many such files are kept. */
	readonly saysKeep: number;
}

/** Further lines of a notice are indented, so that every line that begins with a time begins a notice. */
function noticeText(text: string, at: Instant): string {
	return `${isoOf(at)} ${text.trimEnd().replaceAll("\n", "\n    ")}\n`;
}

export function say(
	paths: Paths,
	limits: SaysLimits,
	text: string,
	at: Instant,
): void {
	const stats = files.look(paths.says);
	// Anything else of that name is somebody's mistake, or a trap: it must not make the Monitor hang.
	if (stats !== undefined && !stats.isFile()) return;
	if (stats !== undefined && stats.size > limits.saysSize)
		rotate(paths, limits.saysKeep, stats);
	const notice = noticeText(text, at);
	try {
		append(paths.says, notice, false);
	} catch (error) {
		// A job that has a lease on it would have all that is said wait.
		if (files.codeOf(error) !== "EAGAIN" || stats === undefined) throw error;
		rotate(paths, limits.saysKeep, stats);
		append(paths.says, notice, false);
	}
}

/** monitor_says.1 is the newest; a crash between two renames leaves a gap in the numbers, nothing else. The new one is open to the same people. */
function rotate(paths: Paths, keep: number, like: Stats): void {
	removeIfThere(`${paths.says}.${keep}`);
	for (let number = keep - 1; number >= 1; number -= 1) {
		const from = `${paths.says}.${number}`;
		if (files.look(from) !== undefined)
			files.rename(from, `${paths.says}.${number + 1}`);
	}
	files.rename(paths.says, `${paths.says}.1`);
	createWhole(paths.says, "", 0o640, like);
}
