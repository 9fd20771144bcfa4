/**
 * run/requests: which requests were taken, a line each, before anything is done
 * about them. It is what makes them at most once: over a crash, and when an
 * editor saves lines again that it had loaded before they were obeyed.
 *
 *     taken EDITION SAYS-SIZE TEXT    from here on it is not repeated; the one before is answered
 *     answered                        the last one is answered
 *     gone EDITION                    that file is no more, and its name may be given again
 */

import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { replaceWhole } from "../disk/steps.ts";
import { shownRequest } from "../text/requests.ts";
import type { Lines } from "./reads-file.ts";

/** Bytes that are kept of editions which no file is a copy of any more: an editor may still save one. */
const KEPT = 1024 * 1024;
const ENTRY = /^(?:taken (\S+) (\d+) (.+)|gone (\S+)|answered)$/s;

interface Taken {
	readonly text: string;
	/** Bytes of monitor_says when it was taken. */
	readonly saysSize: number;
}

export class RequestLog {
	readonly #paths: Paths;
	readonly #path: string;
	/** The oldest edition first. */
	readonly #editions = new Map<string, Lines>();
	/** Taken last, and not known to be answered. */
	#open: Taken | undefined;
	/** Its answer is given and not written down. */
	#owesAnswered = false;
	/** Open from the first entry of a turn to its end. */
	#fd: number | undefined;

	constructor(paths: Paths) {
		this.#paths = paths;
		this.#path = paths.own("requests");
		const text = files.readText(this.#path) ?? "";
		const whole = text.slice(0, text.lastIndexOf("\n") + 1);
		for (const line of whole.split("\n")) this.#read(line);
		// A crash in the middle of an entry: nothing was done about it.
		if (whole !== text) replaceWhole(this.#path, whole, true);
	}

	/** The request that an earlier Monitor took and did not answer. */
	interrupted(): string | undefined {
		if (this.#open === undefined) return undefined;
		if (!this.#isSaid(this.#open)) return this.#open.text;
		this.answered();
		return undefined;
	}

	/** How often each line of this edition was taken; the caller may change it. */
	linesOf(edition: string): Lines {
		return new Map(this.#editions.get(edition));
	}

	/** From here on it is acted on at most once. */
	taken(edition: string, text: string): void {
		const saysSize = files.look(this.#paths.says)?.size ?? 0;
		this.#write(`taken ${edition} ${saysSize} ${text}\n`);
		this.#note(edition, text);
		this.#open = { text, saysSize };
		this.#owesAnswered = false;
	}

	answered(): void {
		this.#owesAnswered = this.#open !== undefined;
	}

	/** The turn is over. */
	rest(): void {
		if (this.#owesAnswered) {
			this.#write("answered\n");
			this.#open = undefined;
			this.#owesAnswered = false;
		}
		this.#close();
	}

	/** The file of an edition known by its inode is no more. */
	gone(edition: string): void {
		if (!this.#editions.delete(edition)) return;
		this.#write(`gone ${edition}\n`);
		this.#close();
	}

	/** Editions by inode of files that went while no Monitor ran. */
	keepInodes(there: ReadonlySet<string>): void {
		for (const edition of [...this.#editions.keys()])
			if (edition.startsWith("inode-") && !there.has(edition))
				this.gone(edition);
	}

	/** Forgets the oldest editions that no file is a copy of, once they are many; never the newest of them. */
	trim(inUse: ReadonlySet<string | undefined>): void {
		const idle = [...this.#editions.keys()]
			.filter((edition) => !inUse.has(edition))
			.reverse()
			.map((edition) => ({ edition, size: this.#textOf(edition).length }));
		if (idle.reduce((sum, { size }) => sum + size, 0) < KEPT) return;
		let kept = 0;
		for (const { edition, size } of idle.slice(1)) {
			kept += size;
			if (kept > KEPT / 2) this.#editions.delete(edition);
		}
		const text = [...this.#editions.keys()].map((one) => this.#textOf(one));
		replaceWhole(this.#path, `${text.join("")}answered\n`, true);
	}

	#read(line: string): void {
		const [, edition, size, text, gone] = ENTRY.exec(line) ?? [];
		if (edition !== undefined && text !== undefined) {
			this.#note(edition, text);
			this.#open = { text, saysSize: Number(size) };
		} else if (gone !== undefined) this.#editions.delete(gone);
		else if (line === "answered") this.#open = undefined;
	}

	#note(edition: string, text: string): void {
		const lines = this.#editions.get(edition) ?? new Map<string, number>();
		this.#editions.set(edition, lines);
		lines.set(text, (lines.get(text) ?? 0) + 1);
	}

	#textOf(edition: string): string {
		return [...(this.#editions.get(edition) ?? [])]
			.map(([text, count]) => `taken ${edition} 0 ${text}\n`.repeat(count))
			.join("");
	}

	#write(entry: string): void {
		this.#fd ??= files.openToAppend(this.#path, 0o640);
		files.write(this.#fd, entry);
	}

	#close(): void {
		if (this.#fd !== undefined) files.close(this.#fd);
		this.#fd = undefined;
	}

	/** Whether monitor_says has its answer: the Monitor may have been stopped right after it. */
	#isSaid({ text, saysSize }: Taken): boolean {
		const says = Buffer.from(files.readText(this.#paths.says) ?? "");
		// Shorter than it was: the answer opened a new one.
		const since = says.subarray(says.length < saysSize ? 0 : saysSize);
		const begin = `${shownRequest({ text })}: `;
		return since
			.toString()
			.split("\n")
			.some((line) => line.slice(line.indexOf(" ") + 1).startsWith(begin));
	}
}

/** How often each line of an edition was taken, by the text of run/requests; for who only looks. */
export function takenOf(log: string, edition: string): Lines {
	const lines: Lines = new Map();
	for (const [, of, text = ""] of log.matchAll(/^taken (\S+) \d+ (.+)$/gm))
		if (of === edition) lines.set(text, (lines.get(text) ?? 0) + 1);
	return lines;
}
