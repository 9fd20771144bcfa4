/**
 * Moments of the wall clock, for people and for NOT BEFORE; never for durations
 * or deadlines, which come from the uptime. The only home of date-fns.
 */
import { isValid } from "date-fns/isValid";
import { parseISO } from "date-fns/parseISO";
import { type Read, right, wrong } from "./problem.ts";

/** Milliseconds since the epoch. */
export type Instant = number;

/** Seconds since the machine started, as /proc/uptime has them: steps of the wall clock do not touch it. */
export type Uptime = number;

/** `2026-11-22T01:20:12Z`: UTC, whole seconds. */
export function isoOf(at: Instant): string {
	const date = new Date(at);
	return isValid(date)
		? date.toISOString().replace(/\.\d{3}Z$/, "Z")
		: "an unknown time";
}

/** Reads an ISO 8601 date-time; without a zone it is this machine's local time. */
export function readInstant(text: string): Read<Instant> {
	const date = parseISO(text.trim().replace(" ", "T"));
	if (isValid(date)) return right(date.getTime());
	return wrong(
		`expected a date-time such as 2026-11-22T06:00 or 2026-11-22T06:00:00Z, found "${text}"`,
	);
}
