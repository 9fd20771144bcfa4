/**
 * Who holds the pipe into tee: that belongs to the job, even where it left its
 * group and took its mark off. But a job can hand its output to any program
 * that takes descriptors, a service of root's among them, and a Monitor that is
 * root would end that for it. So only the user whose UOW tee writes is meant.
 */
import fs from "node:fs";
import { openFiles, userOf } from "./proc.ts";

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

/** Root's jobs may do their work as anybody; an ordinary Monitor can end nobody else's. */
export function holdsOutput(pid: number, { pipe, user }: Output): boolean {
	const isAnybodys = user === 0 || process.geteuid?.() !== 0;
	return (
		(isAnybodys || userOf(pid) === user) &&
		openFiles(pid).some((file) => file.target === pipe)
	);
}
