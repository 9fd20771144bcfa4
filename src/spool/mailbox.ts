/**
 * monitor_reads as a whole: requests in, answered lines out. Once all lines are
 * answered and the file is quiet, it is put aside in run/, where late writers
 * still reach it, and its comments open a fresh file.
 */
import type { Uptime } from "../text/instant.ts";
import { howto, type Request } from "../text/requests.ts";
import * as files from "./files.ts";
import { namesIn } from "./names.ts";
import type { Paths } from "./paths.ts";
import { ReadsFile } from "./reads-file.ts";
import { createWhole, removeIfThere } from "./steps.ts";

/** Seconds of quiet before a file is put aside, and before one put aside is let go. */
const QUIET = 2;
const ASIDE = /^reads-(\d+)$/;

export class Mailbox {
	readonly #paths: Paths;
	/** Which of these files some process has open for writing. */
	readonly #writersOf: (inodes: ReadonlySet<string>) => ReadonlySet<string>;
	#known: readonly ReadsFile[] = [];
	/** Nothing has been read yet by this Monitor. */
	#isFirst = true;

	constructor(
		paths: Paths,
		writersOf: (inodes: ReadonlySet<string>) => ReadonlySet<string>,
	) {
		this.#paths = paths;
		this.#writersOf = writersOf;
	}

	/** The requests that nobody acted on yet; of files put aside first. */
	pending(uptime: Uptime): Request[] {
		this.#known = [...this.#aside(), this.#paths.reads].flatMap((path) =>
			this.#open(path),
		);
		for (const file of this.#known) file.scan(uptime);
		this.#isFirst = false;
		return this.#known.flatMap((file) => file.pending);
	}

	/** From here on this request is acted on at most once. */
	take(request: Request): void {
		this.#fileOf(request)?.take(request);
	}

	answered(request: Request): void {
		this.#fileOf(request)?.answered(request);
	}

	/** Makes the file where it is missing; removes answered lines where all is quiet. */
	tidy(uptime: Uptime): void {
		for (const file of this.#known) {
			if (file.path !== this.#paths.reads) this.#letGo(file, uptime);
			else if (file.hasAnswered && this.#isDone(file, uptime))
				this.#renew(() => files.rename(file.path, this.#nextAside()));
		}
		if (files.look(this.#paths.reads) === undefined) this.#renew();
	}

	/** Seconds until tidy has something to do, as far as is known. */
	tidyIn(uptime: Uptime): number {
		const due = this.#known
			.filter((file) => file.hasAnswered || file.path !== this.#paths.reads)
			.map((file) => Math.max(0.2, QUIET - file.quietFor(uptime)));
		return Math.min(Number.POSITIVE_INFINITY, ...due);
	}

	#aside(): string[] {
		return namesIn(this.#paths.folder("run"))
			.filter((name) => ASIDE.test(name))
			.sort((a, b) => numberOf(a) - numberOf(b))
			.map((name) => this.#paths.own(name));
	}

	#open(path: string): ReadsFile[] {
		const stats = files.look(path);
		if (stats === undefined || !stats.isFile()) return [];
		const inode = files.inodeOf(stats);
		const known = this.#known.find(
			(file) => file.inode === inode && file.path === path,
		);
		return [known ?? new ReadsFile(path, inode, this.#isFirst)];
	}

	#fileOf(request: Request): ReadsFile | undefined {
		return this.#known.find((file) => file.inode === request.file);
	}

	#isDone(file: ReadsFile, uptime: Uptime): boolean {
		return (
			file.isAllRead &&
			file.pending.length === 0 &&
			file.quietFor(uptime) >= QUIET
		);
	}

	/**
	 * A fresh file with the comments of the one before. It is made beside first,
	 * so that there is none for as short as can be between the two renames.
	 */
	#renew(putAside: () => void = () => {}): void {
		const comments = this.#known.at(-1)?.comments.join("") ?? "";
		const beside = this.#paths.own("reads.new");
		removeIfThere(beside);
		const like = files.look(this.#paths.reads);
		createWhole(
			beside,
			comments.trim() === "" ? howto() : comments,
			0o640,
			like,
		);
		putAside();
		try {
			files.link(beside, this.#paths.reads);
		} catch (error) {
			// A writer was faster: its file is as good.
			if (files.codeOf(error) !== "EEXIST") throw error;
		}
		removeIfThere(beside);
	}

	#nextAside(): string {
		const last = this.#aside().at(-1);
		return this.#paths.own(
			`reads-${last === undefined ? 1 : numberOf(last) + 1}`,
		);
	}

	/** A file put aside goes once it is answered, quiet, and nobody can write to it any more. */
	#letGo(file: ReadsFile, uptime: Uptime): void {
		if (!this.#isDone(file, uptime)) return;
		if (this.#writersOf(new Set([file.inode])).has(file.inode)) return;
		// Whoever wrote between the last scan and that look has closed it by now.
		file.scan(uptime);
		if (this.#isDone(file, uptime)) files.unlink(file.path);
	}
}

function numberOf(name: string): number {
	return Number(/\d+$/.exec(name)?.[0] ?? 0);
}
