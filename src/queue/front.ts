/**
 * `run/front`: which UOWs came first when they were looked at last, so that a
 * Monitor which starts need not read a hundred thousand before it launches one.
 * Lost, old or wrong it costs time and nothing else: what it names is read and
 * judged like any other, and counts only where it still has the same id and time.
 */
import { codeOf, isAboutOneFile, readText } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { removeIfThere, replaceWhole } from "../disk/steps.ts";
import { LONGEST_NAME, QUEUES, type Queue } from "../text/places.ts";
import type { Stamp } from "../text/stamp.ts";

/** The front of one queue. */
export interface First {
	/** UOWs in the whole queue. */
	readonly count: number;
	/** Name and stamp of those that only wait for their turn, in their order. */
	readonly first: readonly (readonly [name: string, stamp: string])[];
}

/** What tells a place in the queue. */
export function placeOf({ seconds, ordinal, id }: Required<Stamp>): string {
	return `${seconds}-${ordinal} ${id}`;
}

export const NOTHING: First = { count: 0, first: [] };

export type Fronts = Readonly<Record<Queue, First>>;

export function readFront(paths: Paths): Fronts {
	let read: unknown;
	try {
		read = JSON.parse(readText(paths.own("front")) ?? "");
	} catch (error) {
		if (!(error instanceof SyntaxError || isAboutOneFile(error))) throw error;
	}
	const values = isRecord(read) ? read : {};
	return {
		"priority-q": firstOf(values["priority-q"]),
		"wait-q": firstOf(values["wait-q"]),
	};
}

/** A courtesy to the next Monitor: a disk that is full does not end this one. Undefined: there is nothing worth it. */
export function writeFront(paths: Paths, fronts: Fronts | undefined): void {
	try {
		if (fronts === undefined) removeIfThere(paths.own("front"));
		else
			replaceWhole(
				paths.own("front"),
				`${JSON.stringify(Object.fromEntries(QUEUES.map((queue) => [queue, fronts[queue]])))}\n`,
				false,
				0o600,
			);
	} catch (error) {
		if (codeOf(error) === undefined) throw error;
	}
}

function firstOf(value: unknown): First {
	if (!isRecord(value) || !Array.isArray(value.first)) return NOTHING;
	const first = value.first.flatMap((entry: unknown): [string, string][] =>
		Array.isArray(entry) && isName(entry[0]) && typeof entry[1] === "string"
			? [[entry[0], entry[1]]]
			: [],
	);
	return { count: Number(value.count) || 0, first };
}

function isName(value: unknown): value is string {
	return (
		typeof value === "string" &&
		value !== "" &&
		!/[/\0]/.test(value) &&
		Buffer.byteLength(value) <= LONGEST_NAME
	);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null;
}
