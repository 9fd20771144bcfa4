/**
 * The STATUS of a UOW: one line, its first word a state, the rest in words. It
 * is padded to a fixed width, so that it can be changed in place while tee
 * appends to the same file, at the same cost for any size of log.
 */
import { type Instant, isoOf, readInstant } from "./instant.ts";
import { shorten } from "./visible.ts";

/** Bytes of a STATUS line without its newline: under two lines of a terminal. */
export const STATUS_WIDTH = 158;

export const STATES = [
	"WAITING",
	"HELD",
	"RUNNING",
	"SILENT",
	"STALLED",
	"DONE",
	"ERROR",
	"FAIL",
] as const;
export type State = (typeof STATES)[number];

export interface Status {
	readonly state: State;
	/** Which run of the UOW this is about, from 1. */
	readonly attempt: number;
	/** WAITING, HELD: not started before. */
	readonly until?: Instant;
	/** The whole line, without its padding. */
	readonly text: string;
}

/** WAITING or HELD, with what a person wants to know. */
export interface Pending {
	readonly state: "WAITING" | "HELD";
	readonly attempt: number;
	readonly until?: Instant;
	/** What it waits for, where it is not just its turn. */
	readonly why?: string;
}

/** `WAITING attempt 2 until 2026-11-22T06:00:00Z: attempt 1 ended with exit 3` */
export function pendingText(pending: Pending): string {
	const attempt = pending.attempt > 1 ? ` attempt ${pending.attempt}` : "";
	const until =
		pending.until === undefined ? "" : ` until ${isoOf(pending.until)}`;
	const why = pending.why === undefined ? "" : `: ${pending.why}`;
	return `${pending.state}${attempt}${until}${why}`;
}

/** Only what stands in its own place counts: reasons are somebody's words. */
const PENDING =
	/^(WAITING|HELD)(?: attempt (\d{1,4}))?(?: until (\S{1,40}Z))?(?::|$)/;
const OTHER = /^([A-Z]+)\b.*?(?:, attempt (\d{1,4}))?(?:, log may be cut)?$/;

/** Undefined where the line does not begin with a state (an empty one, say). */
export function readStatus(line: string): Status | undefined {
	const text = line.slice(0, 2 * STATUS_WIDTH).trim();
	const match = PENDING.exec(text) ?? OTHER.exec(text);
	const state = STATES.find((word) => word === match?.[1]);
	if (match === null || state === undefined) return undefined;
	const until = readInstant(match[3] ?? "");
	const status = { state, attempt: Math.max(1, Number(match[2] ?? 1)), text };
	return until.ok ? { ...status, until: until.value } : status;
}

/** A status as it reads back from its line: cut to the width, without spaces at its end. */
export function asWritten(text: string): string {
	return shorten(text, STATUS_WIDTH).trim();
}

/** Whether it says how a run ended. */
export function isSettled(state: State): boolean {
	return state === "DONE" || state === "ERROR" || state === "FAIL";
}

export function isPending(state: State): boolean {
	return state === "WAITING" || state === "HELD";
}

/** Exactly `width` bytes, cut or filled up with spaces. */
export function padded(text: string, width = STATUS_WIDTH): Buffer {
	const line = Buffer.alloc(width, " ");
	line.write(shorten(text, width));
	return line;
}
