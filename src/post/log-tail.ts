/**
 * A log as it grows, for those who watch it: its end, then what comes. Only that is
 * read, and never more than a page shows: of a flood the end.
 */
import * as files from "../disk/files.ts";
import { type OpenUow, readOpen } from "../disk/uow-file.ts";
import { growingLog, grownLog } from "../page/log.ts";
import { LONGEST_LOG, logPart } from "./uow.ts";

/** What a browser is told; HTML in it was made by the room page. `at`: up to which line it has the log then. */
export type LogNews =
	| { readonly kind: "whole"; readonly at: string; readonly html: string }
	| {
			readonly kind: "more";
			/** What it must have: else it has missed something. */
			readonly from: string;
			readonly at: string;
			/** Lines to add. */
			readonly lines: string;
			/** The last one, in place of what it was. */
			readonly open: string;
	  };

/** Bytes above what has come, in which its colours are looked for. */
const BEFORE = 16 * 1024;

export class LogTail {
	#at = "";
	#size = -1;
	#version = "";

	/** What has come since the last look; undefined: nothing, or it cannot be read. `name`: as a person would type it. */
	look(path: files.Path, name: string): LogNews | undefined {
		return opened(path, (fd, uow) => {
			if (uow.version === this.#version) return undefined;
			// Changed without growing: a new STATUS, or another text.
			const had = uow.size === this.#size ? "" : this.#at;
			const news = newsOf(fd, uow, name, had);
			this.#at = news.at;
			this.#size = uow.size;
			this.#version = uow.version;
			return news;
		});
	}

	/** For one who comes, or comes back with what it has: up to the last look, as all others have it. */
	catchUp(path: files.Path, name: string, at: string): LogNews | undefined {
		return opened(path, (fd, uow) => {
			if (!isOf(uow, this.#at)) return undefined;
			return newsOf(fd, { ...uow, size: this.#size }, name, at);
		});
	}
}

function opened<T>(
	path: files.Path,
	use: (fd: number, uow: OpenUow) => T,
): T | undefined {
	try {
		const fd = files.openAsIs(path);
		try {
			return use(fd, readOpen(fd));
		} finally {
			files.close(fd);
		}
	} catch {
		// It has moved on, or may not be read: its page says so.
		return undefined;
	}
}

/** `8:1234:200@5000`: file, where its log begins, where the lines end. */
function markOf({ inode, head }: OpenUow, lines: number): string {
	return `${inode}:${head.logAt}@${lines}`;
}

function isOf(uow: OpenUow, at: string): boolean {
	return at.startsWith(markOf(uow, 0).slice(0, -1));
}

function newsOf(fd: number, uow: OpenUow, name: string, at: string): LogNews {
	const begin = uow.head.logAt ?? uow.size;
	const lines = Number(/@(\d{1,15})$/.exec(at)?.[1] ?? 0);
	const goesOn =
		isOf(uow, at) &&
		lines > begin &&
		lines <= uow.size &&
		uow.size - lines <= LONGEST_LOG;
	return goesOn ? more(fd, uow, lines, at) : whole(fd, uow, name);
}

function whole(fd: number, uow: OpenUow, name: string): LogNews {
	const part = logPart(fd, uow) ?? { text: "", size: 0, cut: 0 };
	const start = (uow.head.logAt ?? uow.size) + part.cut;
	const newline = bytesOf(fd, start, uow.size).lastIndexOf("\n");
	const html = growingLog(part, name).markup;
	return { kind: "whole", at: markOf(uow, start + newline + 1), html };
}

function bytesOf(fd: number, from: number, to: number): Buffer {
	const buffer = Buffer.allocUnsafe(to - from);
	return buffer.subarray(0, files.readAt(fd, buffer, from));
}

function more(fd: number, uow: OpenUow, from: number, at: string): LogNews {
	const start = Math.max(uow.head.logAt ?? 0, from - BEFORE);
	const read = bytesOf(fd, start, uow.size);
	const end = Math.max(from - start, read.lastIndexOf("\n") + 1);
	const { lines, open } = grownLog(
		read.toString("utf8", 0, from - start),
		read.toString("utf8", from - start, end),
		read.toString("utf8", end),
	);
	return {
		kind: "more",
		from: at,
		at: markOf(uow, start + end),
		lines: lines.markup,
		open: open.markup,
	};
}
