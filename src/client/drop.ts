/** Puts a whole UOW into a queue, as a careful person does: written beside, then moved in, under a name that is free everywhere. */
import { isForbidden, look, setMode, syncFolder } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import {
	createWhole,
	firstFree,
	moveFree,
	removeIfThere,
} from "../disk/steps.ts";
import {
	freeName,
	isReadme,
	isUnfinished,
	PLACES,
	type Queue,
} from "../text/places.ts";
import { pendingText } from "../text/status-line.ts";
import { visible } from "../text/visible.ts";

export interface Draft {
	/** Lines of the header, without its title. */
	readonly header: string;
	readonly isHeld: boolean;
}

/** All three titles: accepted at once. */
export function wholeText({ header, isHeld }: Draft): string {
	const status = isHeld ? pendingText({ state: "HELD", attempt: 1 }) : "";
	return `==== UNIT OF WORK\n${header}\n\n==== STATUS\n${status}\n\n==== JOB LOG\n`;
}

/** Lines of the title above the header. */
export const LINES_ABOVE = 1;

/** Why a UOW cannot be called so. */
export function nameProblem(name: string): string | undefined {
	if (name === "") return "it is empty";
	if (name.includes("/")) return "it has a slash; give a file name, no path";
	if (visible(name) !== name || name.trim() !== name)
		return "it has characters that hide, or spaces at its ends";
	if (name.startsWith("-")) return 'it begins with "-", as options do';
	if (isReadme(name)) return "a README is no Unit of Work";
	if (isUnfinished(name) || name === "." || name === "..")
		return "a queue takes such a name for somebody's unfinished file";
	return Buffer.byteLength(name) > MOST_BYTES
		? `it is longer than ${MOST_BYTES} bytes`
		: undefined;
}

/** Room is left for `.2`, `.3` and for the name while it is written. */
const MOST_BYTES = 220;

/** A name made from words: its safe characters, and a number that nobody has. */
export function nameFrom(paths: Paths, words: string): string {
	const base = words
		.replace(/^.*\//, "")
		.replace(/[^\w.-]+/g, "-")
		.replace(/^[-.]+|[-.]+$/g, "")
		.slice(0, 40);
	for (;;) {
		const name = `${base === "" ? "job" : base}-${newNumber()}`;
		if (!isTaken(paths, name)) return name;
	}
}

/** Six digits. */
function newNumber(): number {
	return 100_000 + Math.floor(Math.random() * 900_000);
}

/**
 * Returns the name it got: `name`, or `name.2`, `name.3` where that is taken in any
 * place. Durable once this returns. Half done: a file in incoming, and an empty
 * one in the queue for a moment.
 */
export function drop(
	paths: Paths,
	text: string,
	{ queue, name }: { readonly queue: Queue; readonly name: string },
): string {
	const beside = `.${name}.${process.pid}-${newNumber()}`;
	const path = `${paths.folder("incoming")}/${beside}`;
	try {
		createWhole(path, text);
		// A strict umask would hide it from a Monitor of another user.
		setMode(path, 0o640);
		const free = freeName(
			name,
			firstFree((count) => isTaken(paths, freeName(name, count))),
		);
		const got = moveFree(
			paths,
			{ place: "incoming", name: beside, as: free },
			queue,
			false,
		);
		syncIfReadable(paths.folder(queue));
		return got;
	} catch (error) {
		removeIfThere(path);
		throw error;
	}
}

function isTaken(paths: Paths, name: string): boolean {
	return PLACES.some((place) => look(paths.at(place, name)) !== undefined);
}

/** Members of a group may drop into a queue that they cannot read. */
export function syncIfReadable(folder: string): void {
	try {
		syncFolder(folder);
	} catch (error) {
		if (!isForbidden(error)) throw error;
	}
}
