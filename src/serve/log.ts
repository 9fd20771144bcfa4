/** A log over the wire, piece by piece as it is taken: all of it, or the part that is asked for. */
import { Readable } from "node:stream";
import { type OpenLog, openLog } from "../client/job-log.ts";
import { termsUnder } from "../core/plan.ts";
import * as files from "../disk/files.ts";
import { visible } from "../text/visible.ts";
import { type Asked, Refusal, type Reply, TEXT } from "./route.ts";
import type { Site } from "./site.ts";
import type { Meant } from "./uow-of.ts";

const CHUNK = 64 * 1024;

export function logOf(
	{ paths, looks }: Site,
	{ place, name, uow, run }: Meant,
	asked: Asked,
): Reply {
	const { head, inode, size } = uow;
	const log = openLog({
		path: paths.at(place, name),
		inode,
		logAt: head.logAt ?? size,
		hasValues: termsUnder(head, looks.config()).feedback !== undefined,
		isOver: run === undefined,
	});
	if (log === undefined)
		throw new Refusal(503, `${visible(name)} has just moved on`);
	try {
		return part(log, asked);
	} catch (error) {
		files.close(log.fd);
		throw error;
	}
}

function part({ fd, begin, end }: OpenLog, { method, header }: Asked): Reply {
	const length = end - begin;
	const range = rangeIn(header("range"), length);
	if (range === "none of it")
		throw new Refusal(416, `the log has ${length} bytes`, {
			"content-range": `bytes */${length}`,
		});
	const from = range?.from ?? 0;
	const to = range?.to ?? length;
	const headers = {
		"accept-ranges": "bytes",
		"content-length": String(to - from),
		...(range === undefined
			? {}
			: { "content-range": `bytes ${from}-${to - 1}/${length}` }),
	};
	const status = range === undefined ? 200 : 206;
	const isEmpty = method === "HEAD" || from === to;
	if (isEmpty) files.close(fd);
	const body = isEmpty
		? Readable.from([])
		: readable(fd, begin + from, begin + to);
	return { status, type: TEXT, headers, body };
}

interface Range {
	readonly from: number;
	/** The byte after the last one. */
	readonly to: number;
}

/** Of several ranges, and what is none, all is sent, as HTTP has it. */
export function rangeIn(
	text: string | undefined,
	length: number,
): Range | "none of it" | undefined {
	const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(text ?? "");
	if (match === null) return undefined;
	const [, first = "", last = ""] = match;
	if (first === "" && last === "") return undefined;
	const from =
		first === "" ? Math.max(0, length - Number(last)) : Number(first);
	const to =
		first === "" || last === "" ? length : Math.min(length, Number(last) + 1);
	if (first !== "" && last !== "" && Number(last) < from) return undefined;
	return from >= to ? "none of it" : { from, to };
}

/** Ends the connection where the log has become shorter than was promised. */
function readable(fd: number, from: number, to: number): Readable {
	let at = from;
	return new Readable({
		read() {
			const buffer = Buffer.allocUnsafe(Math.min(CHUNK, to - at));
			const count = files.readAt(fd, buffer, at);
			at += count;
			if (count > 0) this.push(buffer.subarray(0, count));
			if (at === to) this.push(null);
			else if (count === 0) this.destroy(new Error("the log was cut"));
		},
		destroy(error, done) {
			files.close(fd);
			done(error);
		},
	});
}
