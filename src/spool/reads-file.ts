/**
 * One file of requests, read where it stands and never rewritten under its
 * writers. A line is marked in its first byte before it is acted on, and again
 * when it was answered. What was read once is remembered; forgetting it only
 * means reading again.
 */
import type { Uptime } from "../text/instant.ts";
import { type Request, readRequest } from "../text/requests.ts";
import * as files from "./files.ts";
import { Overtaken } from "./uow-file.ts";

/** First byte of a line that is being acted on, and of one that was answered: nobody types them. */
const TAKEN = 0x05;
const ANSWERED = 0x06;
const COMMENT = 0x23;
const NEWLINE = 0x0a;
/** Bytes read in one go; a line may not be longer. */
const chunk = Buffer.allocUnsafe(256 * 1024);

export class ReadsFile {
	readonly path: string;
	readonly inode: string;
	/** Requests that nobody acted on yet. */
	pending: readonly Request[] = [];
	/** Comment and blank lines, as they stand. */
	comments: readonly string[] = [];
	hasAnswered = false;
	/** Bytes that stood there when this Monitor started. */
	#oldUntil: number;
	#version = "";
	#size = 0;
	#scanned = 0;
	#quietSince: Uptime = 0;

	constructor(path: string, inode: string, isOld: boolean) {
		this.path = path;
		this.inode = inode;
		this.#oldUntil = isOld ? Number.POSITIVE_INFINITY : 0;
	}

	/** Every line is whole, and known. */
	get isAllRead(): boolean {
		return this.#scanned === this.#size;
	}

	quietFor(uptime: Uptime): number {
		return uptime - this.#quietSince;
	}

	/**
	 * Reads what is new. An editor that saves in place may have changed any line,
	 * so a file that changed is read anew; of a large one only what was appended.
	 */
	scan(uptime: Uptime): void {
		const fd = files.openToRead(this.path);
		try {
			const stats = files.statusOf(fd);
			const version = files.versionOf(stats);
			// What stood there at the start has been answered: nothing is old any more.
			if (this.#version !== "" && this.pending.length === 0) this.#oldUntil = 0;
			if (this.#oldUntil === Number.POSITIVE_INFINITY)
				this.#oldUntil = stats.size;
			if (version !== this.#version) {
				if (stats.size !== this.#size) this.#quietSince = uptime;
				if (stats.size < this.#size || stats.size <= chunk.length)
					this.#startOver();
				this.#version = version;
				this.#size = stats.size;
			}
			if (this.#scanned < this.#size) this.#scan(fd);
		} finally {
			files.close(fd);
		}
	}

	/** Overtaken where the line is no longer what was read: then it must not be acted on. */
	take(request: Request): void {
		this.#mark(request, Buffer.from(request.raw, "latin1"), TAKEN);
	}

	answered(request: Request): void {
		const taken = Buffer.from(request.raw, "latin1");
		taken[0] = TAKEN;
		this.#mark(request, taken, ANSWERED);
		this.hasAnswered = true;
	}

	#startOver(): void {
		this.#scanned = 0;
		this.pending = [];
		this.comments = [];
	}

	#scan(fd: number): void {
		const bytes = chunk.subarray(0, files.readAt(fd, chunk, this.#scanned));
		const requests: Request[] = [];
		const comments: string[] = [];
		for (let start = 0; start < bytes.length; ) {
			const newline = bytes.indexOf(NEWLINE, start);
			// The last line may still be being written; one that fills the chunk is too long to wait for.
			if (newline < 0 && (start > 0 || bytes.length < chunk.length)) break;
			const end = newline < 0 ? bytes.length : newline + 1;
			const line = bytes.subarray(start, end);
			if (isOpen(line))
				requests.push(
					requestOf(
						line,
						this.#scanned,
						this.inode,
						this.#scanned < this.#oldUntil,
					),
				);
			else if (line[0] === ANSWERED) this.hasAnswered = true;
			else comments.push(line.toString());
			this.#scanned += end - start;
			start = end;
		}
		this.pending = [...this.pending, ...requests];
		this.comments = [...this.comments, ...comments];
	}

	#mark(request: Request, expected: Buffer, mark: number): void {
		const fd = files.openToPatch(this.path);
		try {
			const found = Buffer.alloc(expected.length);
			files.readAt(fd, found, request.offset);
			if (
				files.inodeOf(files.statusOf(fd)) !== this.inode ||
				!found.equals(expected)
			)
				throw new Overtaken("another line");
			files.write(fd, Buffer.from([mark]), request.offset);
			this.#version = files.versionOf(files.statusOf(fd));
		} finally {
			files.close(fd);
		}
		this.pending = this.pending.filter(
			(other) => other.offset !== request.offset,
		);
	}
}

function requestOf(
	line: Buffer,
	offset: number,
	file: string,
	isOld: boolean,
): Request {
	const text = line.toString().trim();
	const raw = line.toString("latin1");
	if (line[0] !== TAKEN)
		return { text, raw, offset, file, isOld, ...readRequest(text) };
	const wrong =
		"the Monitor was stopped while it acted on this request (its first letter is lost); look, and ask again";
	return {
		text: text.slice(1),
		raw,
		keyword: undefined,
		name: "",
		wrong,
		offset,
		file,
		isOld,
	};
}

/** Neither comment nor blank nor answered. */
function isOpen(line: Buffer): boolean {
	return (
		line[0] !== COMMENT && line[0] !== ANSWERED && line.toString().trim() !== ""
	);
}
