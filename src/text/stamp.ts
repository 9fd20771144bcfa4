/**
 * The timestamp line, a UOW's first: when it was enqueued, its place among
 * those stamped in the same second, and its id, unique in its root for ever.
 * `timestamp: 1795310412-1 enqueued 2026-11-22T01:20:12Z id 17`
 */
import { isoOf, readInstant } from "./instant.ts";

export interface Stamp {
	/** Seconds since the epoch. */
	readonly seconds: number;
	/** 0 for the only one of its second. */
	readonly ordinal: number;
	/** Absent where a person wrote the line: the Monitor will give one. */
	readonly id?: number;
}

/** Longer is no timestamp; it also keeps the patterns below from being made slow. */
const LONGEST = 200;
const WORD = /^timestamp:/i;
const SECONDS =
	/^timestamp:\s*(\d{1,11})(?:\.\d+)?(?:-(\d{1,9}))?(?:\s.*?)?(?:\sid (\d{1,15}))?\s*$/i;
const ISO = /^timestamp:\s*(\d{4}-\d\d-\d\d[T ]\S+)/i;

/** Whether a first line means to be a timestamp. */
export function isStampLine(line: string): boolean {
	return WORD.test(line);
}

/** Reads our own line, bare seconds, or ISO 8601; undefined where it is none of them. */
export function readStamp(line: string): Stamp | undefined {
	if (line.length > LONGEST) return undefined;
	const own = SECONDS.exec(line);
	if (own !== null) {
		const base = { seconds: Number(own[1]), ordinal: Number(own[2] ?? 0) };
		return own[3] === undefined ? base : { ...base, id: Number(own[3]) };
	}
	const iso = ISO.exec(line)?.[1];
	const at = iso === undefined ? undefined : readInstant(iso);
	if (at?.ok !== true || at.value < 0) return undefined;
	return { seconds: Math.floor(at.value / 1000), ordinal: 0 };
}

export function stampLine(stamp: Required<Stamp>): string {
	const ordinal = stamp.ordinal > 0 ? `-${stamp.ordinal}` : "";
	return `timestamp: ${stamp.seconds}${ordinal} enqueued ${isoOf(stamp.seconds * 1000)} id ${stamp.id}`;
}

/** Orders a queue: timestamp, ordinal, name. */
export function byStamp(
	a: Stamp & { readonly name: string },
	b: Stamp & { readonly name: string },
): number {
	return (
		a.seconds - b.seconds ||
		a.ordinal - b.ordinal ||
		(a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
	);
}
