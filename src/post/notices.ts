/** What the Monitor said last, for the first page. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { Notice } from "../page/index-page.ts";
import { untagged } from "../text/requests.ts";
import { shorten } from "../text/visible.ts";

/** Bytes at the end of monitor_says, notices of it, bytes of each. */
const MOST_BYTES = 16 * 1024;
const MOST_NOTICES = 8;
const LONGEST = 400;

const BEGINS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (.*)$/;

/** Changes whenever something was said. */
export function saysVersion(paths: Paths): string {
	const stats = files.look(paths.says);
	return stats === undefined ? "" : `${files.inodeOf(stats)}:${stats.size}`;
}

/** The newest first; none where the file is none. */
export function lastNotices(paths: Paths): Notice[] {
	if (files.look(paths.says)?.isFile() !== true) return [];
	const fd = files.openAsIs(paths.says);
	try {
		const { size } = files.statusOf(fd);
		const start = Math.max(0, size - MOST_BYTES);
		const buffer = Buffer.allocUnsafe(size - start);
		const count = files.readAt(fd, buffer, start);
		return noticesIn(buffer.toString("utf8", 0, count));
	} finally {
		files.close(fd);
	}
}

/**
 * Their first lines: long answers are for those who asked, and may read the file
 * itself. What stands before the first line that begins a notice was cut off.
 */
export function noticesIn(said: string): Notice[] {
	const notices: { at: string; text: string }[] = [];
	for (const line of said.split("\n")) {
		const [, at, text = ""] = BEGINS.exec(line) ?? [];
		const last = notices.at(-1);
		if (at !== undefined)
			notices.push({ at, text: shorten(untagged(text), LONGEST) });
		else if (last !== undefined && line.trim() !== "")
			last.text = `${last.text.replace(/ …$/, "")} …`;
	}
	return notices.slice(-MOST_NOTICES).reverse();
}
