/**
 * The STATUS of a settled UOW, read back into how it ended: for a history that is
 * made anew from the folders. What core/ending writes this reads, as exactly as
 * the words have it.
 */
import type { End, OutcomeWord } from "./history.ts";
import { type Instant, readInstant } from "./instant.ts";
import { durationText } from "./quantity.ts";

const OUTCOME: Readonly<Record<string, OutcomeWord>> = {
	DONE: "done",
	ERROR: "error",
	FAIL: "fail",
};
const ISO = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)`;
/** `FAIL timeout 1.00 s: signal TERM after 1.02 s, … to …, 1 left: 4711 sleep` */
const ENDED = new RegExp(
	`^(DONE|ERROR|FAIL) (?:(.+?): )?(?:exit (\\d{1,3})|signal ([A-Z0-9]{2,6}))(?: after (${String.raw`\d[^,]*`}), ${ISO} to ${ISO}|, started ${ISO})?(?:,|$)`,
);
/** It is not known whether it ran, or it never did. */
const UNKNOWN = new RegExp(
	`^FAIL (may have run: .*?)(?:, started ${ISO})?(?:, attempt \\d{1,4})?(?:, log may be cut)?$`,
);
const NEVER = /^FAIL (not (?:run|started): .*)$/;

/** Undefined where it does not say how a run ended. */
export function readSettled(status: string): End | undefined {
	const never = NEVER.exec(status);
	if (never !== null) return { outcome: "fail", reason: never[1] ?? "" };
	const unknown = UNKNOWN.exec(status);
	if (unknown !== null)
		return {
			outcome: "fail",
			reason: unknown[1] ?? "",
			...given("startedAt", instantOf(unknown[2])),
		};
	const ended = ENDED.exec(status);
	if (ended !== null) return endOf(ended);
	const outcome = OUTCOME[/^[A-Z]+\b/.exec(status)?.[0] ?? ""];
	// Somebody's own words.
	return outcome === undefined ? undefined : { outcome };
}

function endOf(match: RegExpExecArray): End {
	const [, state = "", reason, exit, signal, length, from, to, since] = match;
	const startedAt = instantOf(from ?? since);
	const endedAt = instantOf(to);
	return {
		outcome: OUTCOME[state] ?? "fail",
		...given("exit", exit === undefined ? undefined : Number(exit)),
		...given("signal", signal),
		...given("reason", reason),
		...given("startedAt", startedAt),
		...given("endedAt", endedAt),
		...given("seconds", secondsOf(length, startedAt, endedAt)),
	};
}

/** Words leave out the seconds of hours and days: the times have them, where they agree. */
function secondsOf(
	text: string | undefined,
	from: Instant | undefined,
	to: Instant | undefined,
): number | undefined {
	if (text === undefined) return undefined;
	const between = ((to ?? 0) - (from ?? 0)) / 1000;
	if (between >= 60 && durationText(between) === text) return between;
	return readLength(text);
}

const UNITS: Readonly<Record<string, number>> = {
	s: 1,
	m: 60,
	h: 3600,
	d: 86_400,
};

/** `0.42 s`, `3m 20s`, `2h 05m`, `3d 04h` */
function readLength(text: string): number | undefined {
	const parts = [...text.matchAll(/(\d+(?:\.\d+)?) ?([smhd])/g)];
	if (parts.length === 0) return undefined;
	return parts.reduce(
		(sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0),
		0,
	);
}

function instantOf(text: string | undefined): Instant | undefined {
	const read = readInstant(text ?? "");
	return read.ok ? read.value : undefined;
}

function given<K extends keyof End>(
	key: K,
	value: End[K] | undefined,
): Partial<End> {
	return value === undefined ? {} : { [key]: value };
}
