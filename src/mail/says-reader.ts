/**
 * Follows monitor_says from now on, for who waits for an answer: also when the
 * Monitor puts the file aside meanwhile, or somebody removes it.
 */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";

interface Open {
	readonly fd: number;
	readonly inode: string;
	/** Bytes that were read. */
	at: number;
}

/** Files put aside that are looked into; more are not kept in most roots. */
const MOST_ASIDE = 20;

export class SaysReader {
	readonly #path: string;
	#open: Open | undefined;

	/** What stands there now is not read. */
	constructor(paths: Pick<Paths, "says">) {
		this.#path = paths.says;
		this.#open = openRegular(this.#path);
		if (this.#open !== undefined)
			this.#open.at = files.statusOf(this.#open.fd).size;
	}

	/** What was said since the last call; where the file was removed, some of it again. */
	read(): Buffer {
		const before = this.#open;
		const parts = before === undefined ? [] : [rest(before)];
		const stats = files.look(this.#path);
		if (stats !== undefined && files.inodeOf(stats) !== before?.inode)
			parts.push(...this.#goOn(before));
		return Buffer.concat(parts);
	}

	close(): void {
		if (this.#open !== undefined) files.close(this.#open.fd);
		this.#open = undefined;
	}

	/** Another file has the name; it is opened first, so that none gets past that is put aside meanwhile. */
	#goOn(before: Open | undefined): Buffer[] {
		const next = openRegular(this.#path);
		if (next === undefined) return [];
		// Between the last reading and the new file it may have grown.
		const parts = before === undefined ? [] : [rest(before)];
		if (before !== undefined)
			parts.push(...this.#putAsideSince([before.inode, next.inode]));
		this.close();
		this.#open = next;
		return [...parts, rest(next)];
	}

	/** Whole files, the oldest first: where much is said, several since the last look. */
	#putAsideSince(known: readonly string[]): Buffer[] {
		const parts: Buffer[] = [];
		for (let number = 1; number <= MOST_ASIDE; number += 1) {
			const aside = openRegular(`${this.#path}.${number}`);
			if (aside === undefined) break;
			const isKnown = known.includes(aside.inode);
			if (!isKnown) parts.unshift(rest(aside));
			files.close(aside.fd);
			if (isKnown) break;
		}
		return parts;
	}
}

function rest(open: Open): Buffer {
	const { size } = files.statusOf(open.fd);
	// A file that was cut short begins anew.
	if (size < open.at) open.at = 0;
	const buffer = Buffer.alloc(size - open.at);
	const count = files.readAt(open.fd, buffer, open.at);
	open.at += count;
	return buffer.subarray(0, count);
}

function openRegular(path: string): Open | undefined {
	if (!files.look(path)?.isFile()) return undefined;
	try {
		const fd = files.openAsIs(path);
		const stats = files.statusOf(fd);
		if (stats.isFile()) return { fd, inode: files.inodeOf(stats), at: 0 };
		files.close(fd);
	} catch (error) {
		if (!files.isMoved(error)) throw error;
	}
	return undefined;
}
