/** From moments and lengths of time to places in a picture: shares of its width, and the lines that are drawn across it. */
import { type Instant, isoOf } from "../text/instant.ts";

/** Two digits behind the point: a hundredth of a pixel or so. */
export function percent(share: number): string {
	return `${Number((share * 100).toFixed(2))}%`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
	1000,
	5000,
	10_000,
	30_000,
	MINUTE,
	2 * MINUTE,
	5 * MINUTE,
	10 * MINUTE,
	30 * MINUTE,
	HOUR,
	2 * HOUR,
	4 * HOUR,
	12 * HOUR,
	DAY,
	2 * DAY,
	5 * DAY,
	15 * DAY,
	60 * DAY,
	365 * DAY,
];
/** Labels that find room on a phone. */
const MOST_TIMES = 6;

export interface Mark<At> {
	readonly at: At;
	readonly text: string;
}

/** Round moments of UTC within, with what is written at them. */
export function timeMarks(from: Instant, to: Instant): Mark<Instant>[] {
	const last = TIME_STEPS.at(-1) ?? DAY;
	const least = (to - from) / MOST_TIMES;
	const step =
		TIME_STEPS.find((one) => one >= least) ?? Math.ceil(least / last) * last;
	const first = Math.ceil(from / step) * step;
	const count = Math.max(0, Math.floor((to - first) / step) + 1);
	return Array.from({ length: Math.min(count, MOST_TIMES + 1) }, (_, i) => {
		const at = first + i * step;
		return { at, text: timeText(at, step) };
	});
}

function timeText(at: Instant, step: number): string {
	const iso = isoOf(at);
	if (step >= 365 * DAY) return iso.slice(0, 7);
	if (at % DAY === 0) return iso.slice(5, 10);
	return step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
}

/** Seconds that people count in. */
const LENGTHS = [
	0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200,
	1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000,
	2_592_000, 8_640_000, 31_536_000,
];
const MOST_LENGTHS = 5;
/** Longest to shortest beyond which equal steps would show nothing but the longest. */
const SPREAD = 50;
/** Seconds below which a length counts as that: the history has hundredths. */
const SHORTEST = 0.01;

/** Lengths of time as heights. */
export interface LengthScale {
	/** From 0 at the foot to 1 at the top. */
	readonly shareOf: (seconds: number) => number;
	readonly marks: readonly Mark<number>[];
	/** Equal factors, not equal lengths, are equally high. */
	readonly isLog: boolean;
}

export function lengthScale(lengths: readonly number[]): LengthScale {
	const known = lengths.map((seconds) => Math.max(seconds, SHORTEST));
	const longest = known.reduce((a, b) => Math.max(a, b), SHORTEST);
	const shortest = known.reduce((a, b) => Math.min(a, b), longest);
	return longest / shortest >= SPREAD
		? logScale(shortest, longest)
		: evenScale(longest);
}

function evenScale(longest: number): LengthScale {
	const step =
		LENGTHS.find((one) => longest / one <= MOST_LENGTHS) ??
		longest / MOST_LENGTHS;
	const top = longest * 1.08;
	const count = Math.floor(top / step);
	return {
		isLog: false,
		shareOf: (seconds) => Math.max(0, seconds) / top,
		marks: Array.from({ length: count }, (_, i) => markOf(step * (i + 1))),
	};
}

function logScale(shortest: number, longest: number): LengthScale {
	const [foot, top] = [Math.log(shortest / 1.5), Math.log(longest * 1.3)];
	const within = LENGTHS.filter((one) => one >= shortest && one <= longest);
	const each = Math.ceil(within.length / MOST_LENGTHS);
	return {
		isLog: true,
		shareOf: (seconds) =>
			(Math.log(Math.max(seconds, shortest)) - foot) / (top - foot),
		marks: within.filter((_, i) => i % each === 0).map(markOf),
	};
}

function markOf(seconds: number): Mark<number> {
	return { at: seconds, text: lengthText(seconds) };
}

const UNITS = [
	[86_400, "d"],
	[3600, "h"],
	[60, "m"],
] as const;

/** `0.05 s`, `30 s`, `5m`, `1.5h` */
function lengthText(seconds: number): string {
	const unit = UNITS.find(([size]) => seconds >= size);
	return unit === undefined
		? `${Number(seconds.toFixed(2))} s`
		: `${Number((seconds / unit[0]).toFixed(1))}${unit[1]}`;
}
