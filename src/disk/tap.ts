/**
 * Where a campaign can stop or fail the Monitor: before and after every step it
 * takes on files, and in the middle of a write.
 */
import fs from "node:fs";
import { codeOf } from "./faults.ts";

export type Path = string | Buffer;

export interface Step {
	/** The kind of operation. */
	readonly name: string;
	/** False for what only looks. */
	readonly changes: boolean;
	/** Does half of a write; undefined for steps that have no middle. */
	readonly tear: (() => void) | undefined;
}

/** May throw: then the step fails with that error. */
export type Tap = (step: Step, phase: "before" | "after") => void;

const LOOKS = ["open", "lstat", "list", "read"];
let tap: Tap | undefined;

export function tapFiles(next: Tap | undefined): void {
	tap = next;
}

/** One step on a path or an open file; its errors say on which. */
export function step<T>(
	name: string,
	target: Path | number,
	act: () => T,
	tear?: () => void,
): T {
	try {
		if (tap === undefined) return act();
		const tapped = { name, changes: !LOOKS.includes(name), tear };
		tap(tapped, "before");
		const result = act();
		tap(tapped, "after");
		return result;
	} catch (error) {
		throw named(error, target);
	}
}

/** Node does not say which file an operation on an open one was about. */
function named(error: unknown, target: Path | number): unknown {
	if (!(error instanceof Error) || codeOf(error) === undefined) return error;
	if (!("path" in error)) {
		const path = typeof target === "number" ? pathOfOpen(target) : target;
		error.message += ` '${path}'`;
		Object.assign(error, { path: String(path) });
	}
	return error;
}

function pathOfOpen(fd: number): string {
	try {
		return fs.readlinkSync(`/proc/self/fd/${fd}`);
	} catch {
		return `file descriptor ${fd}`;
	}
}
