/** What the history and the digest say of runs, as spans of time with words for people. */
import type { Digest } from "../core/digest.ts";
import { howOf } from "../core/history-text.ts";
import type { HistoryEntry, OutcomeWord } from "../text/history.ts";
import type { Instant } from "../text/instant.ts";
import { durationText, wholeText } from "../text/quantity.ts";
import { shorten } from "../text/visible.ts";
import type { Span } from "./lanes.ts";

export interface RunSpan extends Span {
	readonly id: number;
	readonly name: string;
	readonly state: OutcomeWord | "running";
	/** How it went, or goes, in a few words. */
	readonly words: string;
}

/** Bytes of a name, and of the words: both may be somebody's. */
const LONGEST_NAME = 120;
const LONGEST_WORDS = 200;
/** Settlements among which one that still seems to run is looked for. */
const JUST_SETTLED = 100;

/** Those that began at a time that is known, and is past. What has just settled may be in both: it has settled. */
export function spansOf(
	entries: readonly HistoryEntry[],
	running: Digest["running"],
	now: Instant,
): RunSpan[] {
	const last = entries.slice(0, JUST_SETTLED);
	const hasSettled = ({ id, attempt }: Digest["running"][number]) =>
		last.some((entry) => entry.id === id && entry.attempts === attempt);
	return [
		...running
			.filter((line) => !hasSettled(line))
			.flatMap((line) => runningSpan(line, now)),
		...entries.flatMap((entry) => settledSpan(entry, now)),
	];
}

function runningSpan(line: Digest["running"][number], now: Instant): RunSpan[] {
	const { id, name, slot, seconds, state, pulse, startedAt } = line;
	const from = Date.parse(startedAt);
	if (!(from <= now) || slot < 1) return [];
	const word = state === "running" ? (pulse ?? state) : state;
	const words = `${word} for ${wholeText(seconds)} on slot ${slot}`;
	const own = { id, name: shorten(name, LONGEST_NAME), words, slot };
	return [{ ...own, state: "running", from, to: now }];
}

function settledSpan(entry: HistoryEntry, now: Instant): RunSpan[] {
	const { id, name, outcome, seconds, startedAt, endedAt } = entry;
	const from = Date.parse(startedAt ?? "");
	const to = Date.parse(endedAt ?? "");
	if (!(from <= now)) return [];
	const how = howOf(entry);
	const words = [
		outcome,
		how && ` ${how}`,
		seconds === null ? "" : ` after ${durationText(seconds)}`,
	];
	return [
		{
			id,
			name: shorten(name, LONGEST_NAME),
			words: shorten(words.join(""), LONGEST_WORDS),
			state: outcome,
			from,
			// A clock that was stepped may have it end before it began.
			to: Math.min(now, Math.max(from, to || from)),
		},
	];
}
