/**
 * Who holds the pipe into tee: that belongs to the job, even where it left its
 * group and took its mark off. But a job can hand its output to any program
 * that takes descriptors, a service of root's among them, and a Monitor that is
 * root would end that for it. So only the user whose UOW tee writes is meant.
 */
import fs from "node:fs";
import { openFiles, processIds, userOf } from "./proc.ts";

export interface Output {
	/** As /proc names it. */
	readonly pipe: string;
	/** Whose UOW it goes to. */
	readonly user: number;
}

/** Undefined for a process that reads no pipe; tee does. */
export function outputOf(tee: number): Output | undefined {
	const pipe = openFiles(tee).find((file) => file.fd === "0")?.target;
	if (pipe?.startsWith("pipe:") !== true) return undefined;
	try {
		return { pipe, user: fs.statSync(`/proc/${tee}/fd/1`).uid };
	} catch {
		return undefined;
	}
}

/** Which processes hold which pipes, at one look; what is read of a process serves all runs that are asked about. */
export class Holders {
	#pids: readonly number[] | undefined;
	readonly #users = new Map<number, number | undefined>();
	readonly #pipes = new Map<number, ReadonlySet<string>>();

	/** Root's jobs may do their work as anybody; an ordinary Monitor can end nobody else's. */
	of({ pipe, user }: Output): number[] {
		const isAnybodys = user === 0 || process.geteuid?.() !== 0;
		this.#pids ??= processIds();
		return this.#pids.filter(
			(pid) =>
				(isAnybodys || this.#userOf(pid) === user) &&
				this.#pipesOf(pid).has(pipe),
		);
	}

	#userOf(pid: number): number | undefined {
		if (!this.#users.has(pid)) this.#users.set(pid, userOf(pid));
		return this.#users.get(pid);
	}

	#pipesOf(pid: number): ReadonlySet<string> {
		const known = this.#pipes.get(pid);
		if (known !== undefined) return known;
		const targets = openFiles(pid).map(({ target }) => target);
		const pipes = new Set(targets.filter((one) => one.startsWith("pipe:")));
		this.#pipes.set(pid, pipes);
		return pipes;
	}
}
