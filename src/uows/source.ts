/** The header that `catq add -f` takes from a file or from standard input. */
import fs from "node:fs";
import path from "node:path";
import { codeOf } from "../disk/files.ts";
import { linesOf, titleOf } from "../text/notation.ts";
import { isStampLine } from "../text/stamp.ts";
import { HEAD_LIMIT } from "../text/uow-text.ts";
import { visible } from "../text/visible.ts";

export interface Source {
	/** As it is called to people. */
	readonly name: string;
	readonly baseName: string;
	/** The lines of its header, as they stand there. */
	readonly lines: readonly string[];
	/** Lines before these. */
	readonly skipped: number;
}

/** Words, where it cannot be read. */
export function sourceOf(file: string): Source | string {
	const name = visible(file === "-" ? "standard input" : file);
	try {
		const fd = file === "-" ? 0 : fs.openSync(file, "r");
		const bytes = firstBytes(fd);
		const text = bytes.toString("utf8");
		if (!Buffer.from(text).equals(bytes))
			return `${name} is not UTF-8, or longer than a header may be`;
		return { ...headerIn(text), name, baseName: baseNameOf(file) };
	} catch (error) {
		const why = codeOf(error) === "ENOENT" ? "there is no such file" : error;
		return `${name}: ${why instanceof Error ? why.message : why}`;
	}
}

function baseNameOf(file: string): string {
	return file === "-" ? "job" : path.parse(file).name;
}

/** A whole UOW brings its log: no more of it is read than a header can be long. */
function firstBytes(fd: number): Buffer {
	const buffer = Buffer.alloc(HEAD_LIMIT);
	let length = 0;
	for (;;) {
		const count = fs.readSync(fd, buffer, length, buffer.length - length, null);
		length += count;
		if (count === 0 || length === buffer.length)
			return buffer.subarray(0, length);
	}
}

/** With its titles, or without: then all of it is the header. */
function headerIn(text: string): Pick<Source, "lines" | "skipped"> {
	const lines = linesOf(text.replace(/^\ufeff/, "")).map(({ text }) => text);
	const begin = lines.findIndex((line) => titleOf(line) !== undefined);
	const isFirst = lines
		.slice(0, Math.max(0, begin))
		.every((line, i) => isEmpty(line) || (i === 0 && isStampLine(line)));
	const own = begin >= 0 && isFirst ? begin + 1 : 0;
	const rest = lines.slice(own);
	const end = rest.findIndex(
		(line) => titleOf(line)?.toUpperCase() === "STATUS",
	);
	const header = end < 0 ? rest : rest.slice(0, end);
	while (header.at(-1)?.trim() === "") header.pop();
	return { lines: header, skipped: own };
}

function isEmpty(line: string): boolean {
	return line.trim() === "" || line.startsWith("#");
}
