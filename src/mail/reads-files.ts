/**
 * Every file that ever stood under the name monitor_reads and may still get
 * requests. Each has a second name in run/ from the first look on, so that one
 * which an editor replaces, or somebody removes, keeps its lines over a crash.
 */

import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { removeIfThere } from "../disk/steps.ts";
import type { Uptime } from "../text/instant.ts";
import { ReadsFile } from "./reads-file.ts";

const ASIDE = /^reads-(\d+)$/;

export class ReadsFiles {
	readonly #paths: Paths;
	/** The oldest first. */
	#all: readonly ReadsFile[] = [];
	#current: ReadsFile | undefined;
	#comments = "";
	#nextAside = 1;
	/** Inode of a file that may not be read. */
	#closed: string | undefined;
	#complaint: string | undefined;

	/** Finds what an earlier Monitor left, and what was written before this one started. */
	constructor(paths: Paths, uptime: Uptime) {
		this.#paths = paths;
		const aside = namesIn(paths.folder("run"))
			.filter((name) => ASIDE.test(name))
			.sort((a, b) => numberOf(a) - numberOf(b));
		for (const name of aside) this.#adopt(paths.own(name), uptime, true);
		this.look(uptime, true);
	}

	get all(): readonly ReadsFile[] {
		return this.#all;
	}

	/** The one that is called monitor_reads. */
	get current(): ReadsFile | undefined {
		return this.#current;
	}

	/** Comments of the current file, or of the last one that was. */
	get comments(): string {
		return this.#current?.comments() ?? this.#comments;
	}

	/** Why monitor_reads cannot be read; said once. */
	complaint(): string | undefined {
		const complaint = this.#complaint;
		this.#complaint = undefined;
		return complaint;
	}

	/** Finds what is called monitor_reads now; a file that is new there gets its second name. */
	look(uptime: Uptime, isOld = false): void {
		const stats = files.look(this.#paths.reads);
		const inode = stats?.isFile() ? files.inodeOf(stats) : undefined;
		if (inode !== undefined && this.#current?.inode === inode) return;
		this.#comments = this.comments;
		this.#current = undefined;
		if (inode === undefined || this.#closed === inode) return;
		this.#closed = undefined;
		this.#current = this.#all.find((file) => file.inode === inode);
		if (this.#current === undefined) this.#meet(uptime, isOld);
	}

	/**
	 * Takes the name monitor_reads away. An editor may have saved another file
	 * under it by now: that one is read from run/ as well.
	 */
	putAside(uptime: Uptime): void {
		const aside = this.#freeAside();
		try {
			files.rename(this.#paths.reads, aside);
		} catch (error) {
			if (files.codeOf(error) !== "ENOENT") throw error;
			return;
		}
		this.#adopt(aside, uptime, false);
	}

	/** Gives a whole new file a name in run/, so that it is never without one. */
	takeIn(beside: string, uptime: Uptime): ReadsFile | undefined {
		const aside = this.#freeAside();
		files.rename(beside, aside);
		return this.#adopt(aside, uptime, false);
	}

	/** Gives the file the name monitor_reads too; where a writer was faster its file stays. */
	putInPlace(file: ReadsFile, uptime: Uptime): void {
		try {
			if (file.aside !== undefined) files.link(file.aside, this.#paths.reads);
		} catch (error) {
			if (files.codeOf(error) !== "EEXIST") throw error;
		}
		this.look(uptime);
	}

	letGo(file: ReadsFile): void {
		if (file.aside !== undefined) removeIfThere(file.aside);
		file.close();
		this.#all = this.#all.filter((other) => other !== file);
	}

	#open(path: string, uptime: Uptime, isOld: boolean): ReadsFile | undefined {
		const fd = this.#openToRead(path);
		if (fd === undefined) return undefined;
		const stats = files.statusOf(fd);
		const inode = files.inodeOf(stats);
		const known = this.#all.find((file) => file.inode === inode);
		if (!stats.isFile() || known !== undefined) {
			files.close(fd);
			return known;
		}
		const file = new ReadsFile(fd, inode, isOld, uptime);
		this.#all = [...this.#all, file];
		return file;
	}

	#openToRead(path: string): number | undefined {
		try {
			return files.openToRead(path);
		} catch (error) {
			const stats = files.isForbidden(error) ? files.look(path) : undefined;
			if (stats === undefined) throw error;
			this.#closed = files.inodeOf(stats);
			this.#complaint = `requests are not read, the Monitor may not read ${path}: give it the right with chmod or chgrp, or remove the file`;
			return undefined;
		}
	}

	/**
	 * A file that is new there gets its second name first, and is opened by that:
	 * an editor may put another in its place at any moment.
	 */
	#meet(uptime: Uptime, isOld: boolean): void {
		const aside = this.#freeAside();
		try {
			files.link(this.#paths.reads, aside);
		} catch (error) {
			if (!files.isForbidden(error)) throw error;
			// Another user's file may not be linked: it is read as long as this Monitor lives.
			this.#current = this.#open(this.#paths.reads, uptime, isOld);
			return;
		}
		this.#current = this.#adopt(aside, uptime, isOld);
	}

	/** Takes a file in run/ for its own; a further name of one that it has goes. */
	#adopt(path: string, uptime: Uptime, isOld: boolean): ReadsFile | undefined {
		this.#nextAside = Math.max(this.#nextAside, numberOf(path) + 1);
		if (!files.look(path)?.isFile()) return undefined;
		const file = this.#open(path, uptime, isOld);
		if (file === undefined) return undefined;
		if (file.aside === undefined) file.aside = path;
		else if (file.aside !== path) removeIfThere(path);
		return file;
	}

	#freeAside(): string {
		const path = this.#paths.own(`reads-${this.#nextAside}`);
		this.#nextAside += 1;
		return path;
	}
}

function numberOf(name: string): number {
	return Number(/\d+$/.exec(name)?.[0] ?? 0);
}
