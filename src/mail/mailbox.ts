/**
 * monitor_reads as a whole: requests in, answered lines out. Once all lines are
 * answered and the file is quiet, it is put aside in run/, where late writers
 * still reach it, and its comments open a fresh one.
 */
import { MOST_REQUESTS } from "../core/obey.ts";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { createWhole, removeIfThere } from "../disk/steps.ts";
import type { Uptime } from "../text/instant.ts";
import { INTERRUPTED, type Request } from "../text/requests.ts";
import {
	editionOfInode,
	type Lines,
	QUIET,
	type ReadsFile,
} from "./reads-file.ts";
import { ReadsFiles } from "./reads-files.ts";
import { freshReads } from "./reads-text.ts";
import { RequestLog } from "./request-log.ts";

/** Requests that are read ahead: what was read is obeyed, whatever an editor does to the file. */
const READ_AHEAD = 100_000;

export class Mailbox {
	readonly #paths: Paths;
	readonly #log: RequestLog;
	readonly #files: ReadsFiles;
	/** Which of these files some process has open for writing. */
	readonly #writersOf: (inodes: ReadonlySet<string>) => ReadonlySet<string>;
	/** When a file put aside was last found open for writing. */
	readonly #writtenAt = new Map<ReadsFile, Uptime>();
	#interrupted: Request | undefined;

	/** Reads what stands there: it was written before this Monitor started. */
	constructor(
		paths: Paths,
		writersOf: (inodes: ReadonlySet<string>) => ReadonlySet<string>,
		uptime: Uptime,
	) {
		this.#paths = paths;
		this.#writersOf = writersOf;
		this.#log = new RequestLog(paths);
		const text = this.#log.interrupted();
		if (text !== undefined) this.#interrupted = interruptedRequest(text);
		this.#files = new ReadsFiles(paths, uptime);
		this.#log.keepInodes(
			new Set(this.#files.all.map((file) => editionOfInode(file.inode))),
		);
		this.#scan(uptime);
	}

	/** The next requests that nobody acted on yet; of the oldest file first. */
	pending(uptime: Uptime): Request[] {
		this.#files.look(uptime);
		this.#scan(uptime);
		const requests = this.#interrupted === undefined ? [] : [this.#interrupted];
		for (const file of this.#files.all)
			for (const request of file.pending) {
				if (requests.length >= MOST_REQUESTS) return requests;
				requests.push(request);
			}
		return requests;
	}

	/** From here on this request is acted on at most once. */
	take(request: Request): void {
		if (request.edition !== undefined)
			this.#log.taken(request.edition, request.text);
		for (const file of this.#files.all) file.pending.delete(request);
		if (request === this.#interrupted) this.#interrupted = undefined;
	}

	/** The request that was taken last. */
	answered(): void {
		this.#log.answered();
	}

	/** Why monitor_reads cannot be read; said once. */
	complaint(): string | undefined {
		return this.#files.complaint();
	}

	/** Ends a turn: makes the file where it is missing; removes answered lines where all is quiet. */
	tidy(uptime: Uptime): void {
		this.#log.rest();
		const { all, current } = this.#files;
		for (const file of all) if (file !== current) this.#letGo(file, uptime);
		if (
			(current?.hasRequests && current.isAllRead && mayGo(current, uptime)) ||
			files.look(this.#paths.reads) === undefined
		)
			this.#renew(uptime);
	}

	/** Seconds until tidy has something to do, as far as is known. */
	tidyIn(uptime: Uptime): number {
		const due = this.#files.all
			.filter(
				(file) =>
					file !== this.#files.current || file.hasRequests || file.isFresh,
			)
			.map((file) => Math.max(0.2, QUIET - this.#idleFor(file, uptime)));
		return Math.min(Number.POSITIVE_INFINITY, ...due);
	}

	/** Since it changed, and since it was found open for writing: that look is dear. */
	#idleFor(file: ReadsFile, uptime: Uptime): number {
		const written = this.#writtenAt.get(file) ?? Number.NEGATIVE_INFINITY;
		return Math.min(file.quietFor(uptime), uptime - written);
	}

	/** All of the replaced ones first: their lines may stand in the current file too, as an editor saved them. */
	#scan(uptime: Uptime): void {
		const { all, current } = this.#files;
		const known = (edition: string) => this.#known(edition);
		for (const file of all)
			if (file !== current) file.scan(uptime, Number.POSITIVE_INFINITY, known);
		current?.scan(uptime, READ_AHEAD, known);
	}

	/** Every line of an edition that was met in any file: taken, or pending. */
	#known(edition: string): Lines {
		const lines = this.#log.linesOf(edition);
		for (const file of this.#files.all)
			for (const request of file.pending)
				if (request.edition === edition)
					lines.set(request.text, (lines.get(request.text) ?? 0) + 1);
		return lines;
	}

	/**
	 * A fresh file with the comments of the one before. It is made beside first,
	 * so that there is none for as short as can be between the two renames.
	 */
	#renew(uptime: Uptime): void {
		const beside = this.#paths.own("reads.new");
		removeIfThere(beside);
		const madeAt = new Date().toISOString();
		createWhole(
			beside,
			freshReads(madeAt, this.#files.comments),
			0o640,
			files.look(this.#paths.reads),
		);
		const fresh = this.#files.takeIn(beside, uptime);
		this.#files.putAside(uptime);
		if (fresh !== undefined) this.#files.putInPlace(fresh, uptime);
	}

	/** A file put aside goes once it is answered, quiet, and nobody can write to it any more. */
	#letGo(file: ReadsFile, uptime: Uptime): void {
		if (!isOver(file, uptime) || this.#idleFor(file, uptime) < QUIET) return;
		if (this.#writersOf(new Set([file.inode])).has(file.inode)) {
			this.#writtenAt.set(file, uptime);
			return;
		}
		// Whoever wrote between the last scan and that look has closed it by now.
		this.#scan(uptime);
		if (!isOver(file, uptime)) return;
		this.#files.letGo(file);
		this.#writtenAt.delete(file);
		this.#log.gone(editionOfInode(file.inode));
		this.#log.trim(new Set(this.#files.all.map((other) => other.edition)));
	}
}

/** A long one does not wait for quiet: it is still read from run/. */
function mayGo(file: ReadsFile, uptime: Uptime): boolean {
	return isOver(file, uptime) || (file.isLong && file.pending.size === 0);
}

function isOver(file: ReadsFile, uptime: Uptime): boolean {
	return file.pending.size === 0 && file.quietFor(uptime) >= QUIET;
}

function interruptedRequest(text: string): Request {
	return {
		text,
		keyword: undefined,
		name: "",
		signal: undefined,
		wrong: INTERRUPTED,
		isOld: true,
		edition: undefined,
	};
}
