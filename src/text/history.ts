/**
 * history.jsonl: one line of JSON for each UOW that settled. What stands in it is
 * somebody's words in part, so a line is read with care and its values are bounded.
 */
import { type Instant, isoOf } from "./instant.ts";
import { shorten, visibleJson } from "./visible.ts";

export const OUTCOMES = ["done", "error", "fail"] as const;
export type OutcomeWord = (typeof OUTCOMES)[number];

/** A line, its keys in their order. Times are ISO 8601; what is not known is null. */
export interface HistoryEntry {
	readonly name: string;
	readonly id: number;
	readonly taskName: string;
	readonly info1: string;
	readonly info2: string;
	readonly info3: string;
	readonly outcome: OutcomeWord;
	readonly exit: number | null;
	readonly signal: string | null;
	readonly reason: string | null;
	readonly enqueuedAt: string | null;
	readonly startedAt: string | null;
	readonly endedAt: string | null;
	readonly seconds: number | null;
	readonly attempts: number;
	/** The last values of its feedback file; null where none was promised. */
	readonly feedback: Readonly<Record<string, string>> | null;
}

/** How a run ended, as data. */
export interface End {
	readonly outcome: OutcomeWord;
	readonly exit?: number;
	/** Without `SIG`. */
	readonly signal?: string;
	/** What else there is to say: why it was ended, or never ran. */
	readonly reason?: string;
	readonly startedAt?: Instant;
	readonly endedAt?: Instant;
	readonly seconds?: number;
}

/** What a line says besides how it ended. */
export interface Settled {
	readonly name: string;
	readonly id: number;
	readonly taskName: string;
	/** INFO 1 to 3. */
	readonly info: readonly string[];
	readonly enqueuedAt: Instant;
	readonly attempts: number;
	readonly feedback: ReadonlyMap<string, string> | undefined;
}

/** Bytes of a text that a header made. */
const LONGEST_TEXT = 500;

const cut = (text: string) => shorten(text, LONGEST_TEXT);

export function entryOf(settled: Settled, end: End): HistoryEntry {
	const [info1 = "", info2 = "", info3 = ""] = settled.info;
	return {
		name: settled.name,
		id: settled.id,
		taskName: cut(settled.taskName),
		info1: cut(info1),
		info2: cut(info2),
		info3: cut(info3),
		outcome: end.outcome,
		exit: end.exit ?? null,
		signal: end.signal ?? null,
		reason: end.reason === undefined ? null : cut(end.reason),
		enqueuedAt: isoOf(settled.enqueuedAt),
		startedAt: end.startedAt === undefined ? null : isoOf(end.startedAt),
		endedAt: end.endedAt === undefined ? null : isoOf(end.endedAt),
		seconds: end.seconds === undefined ? null : Number(end.seconds.toFixed(2)),
		attempts: settled.attempts,
		feedback:
			settled.feedback === undefined
				? null
				: // A keyword such as __proto__ is one like any other.
					Object.fromEntries(settled.feedback),
	};
}

/** Always one line that hides nothing, whatever stands in its values. */
export function entryText(entry: HistoryEntry): string {
	return `${visibleJson(entry)}\n`;
}

/** Undefined for what is no line of a history. */
export function readEntry(line: string): HistoryEntry | undefined {
	const value = jsonOf(line);
	if (typeof value !== "object" || value === null) return undefined;
	const items = value as Readonly<Record<string, unknown>>;
	const text = (key: string) =>
		typeof items[key] === "string" ? items[key] : "";
	const textOrNull = (key: string) => text(key) || null;
	const number = (key: string) =>
		typeof items[key] === "number" ? items[key] : null;
	const outcome = OUTCOMES.find((word) => word === items.outcome);
	const id = number("id");
	if (outcome === undefined || id === null || text("name") === "")
		return undefined;
	return {
		name: text("name"),
		id,
		taskName: text("taskName"),
		info1: text("info1"),
		info2: text("info2"),
		info3: text("info3"),
		outcome,
		exit: number("exit"),
		signal: textOrNull("signal"),
		reason: textOrNull("reason"),
		enqueuedAt: textOrNull("enqueuedAt"),
		startedAt: textOrNull("startedAt"),
		endedAt: textOrNull("endedAt"),
		seconds: number("seconds"),
		attempts: number("attempts") ?? 1,
		feedback: valuesOf(items.feedback),
	};
}

/** Whether a line is whole: an object of JSON. */
export function isWholeLine(line: string): boolean {
	const value = jsonOf(line);
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What tells one settlement from every other. Not the id and the attempt alone:
 * one that was refused settles as the attempt that a later run is.
 */
export function settlementOf(entry: HistoryEntry): string {
	const { id, attempts, outcome, startedAt, endedAt } = entry;
	return JSON.stringify([id, attempts, outcome, startedAt, endedAt]);
}

/** When it ended, or what comes next to that: for order, and for `--since`. */
export function momentOf(entry: HistoryEntry): Instant {
	const at = entry.endedAt ?? entry.startedAt ?? entry.enqueuedAt ?? "";
	const instant = Date.parse(at);
	return Number.isNaN(instant) ? 0 : instant;
}

function jsonOf(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

function valuesOf(value: unknown): HistoryEntry["feedback"] {
	if (typeof value !== "object" || value === null) return null;
	return Object.fromEntries(
		Object.entries(value).filter(
			(pair): pair is [string, string] => typeof pair[1] === "string",
		),
	);
}
