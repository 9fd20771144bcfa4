/** Lengths of time and sizes as people write them, `15m` and `64M`, and back. */
import { type Read, right, wrong } from "./problem.ts";

const SECONDS: Readonly<Record<string, number>> = {
	"": 1,
	s: 1,
	m: 60,
	h: 3_600,
	d: 86_400,
};
const BYTES: Readonly<Record<string, number>> = {
	"": 1,
	k: 2 ** 10,
	m: 2 ** 20,
	g: 2 ** 30,
	t: 2 ** 40,
};
/** A century: beyond it a number is a typing error, and arithmetic stays exact. */
const LONGEST_S = 3_155_760_000;

/** Reads `90`, `90s`, `1.5m`, `2h`, `1d` into seconds. */
export function readDuration(text: string): Read<number> {
	const seconds = scaled(text, SECONDS, /^(\d+(?:\.\d+)?)\s*([smhd]?)$/i);
	return seconds !== undefined && seconds <= LONGEST_S
		? right(seconds)
		: wrong(
				`expected a length of time such as 90s, 15m, 2h or 1d, found "${text}"`,
			);
}

/** Reads `500000`, `64M`, `2G` into bytes. */
export function readSize(text: string): Read<number> {
	const bytes = scaled(text, BYTES, /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i);
	return bytes !== undefined
		? right(Math.round(bytes))
		: wrong(`expected a size such as 64M or 2G, found "${text}"`);
}

function scaled(
	text: string,
	units: Readonly<Record<string, number>>,
	shape: RegExp,
): number | undefined {
	const match = shape.exec(text.trim());
	const unit = units[(match?.[2] ?? "").toLowerCase()];
	return match === null || unit === undefined
		? undefined
		: Number(match[1]) * unit;
}

/** Seconds as people read them: `0.42 s`, `12.3 s`, `3m 20s`, `2h 05m`, `3d 04h`. */
export function durationText(seconds: number): string {
	if (seconds < 10) return `${seconds.toFixed(2)} s`;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const whole = Math.round(seconds);
	if (whole < 3_600) return pair(whole, 60, "m", "s");
	if (whole < 86_400) return pair(Math.round(whole / 60), 60, "h", "m");
	return pair(Math.round(whole / 3_600), 24, "d", "h");
}

/** A limit that somebody has set: `30 s`, where it is a round number of seconds. */
export function limitText(seconds: number): string {
	return Number.isInteger(seconds) && seconds < 60
		? `${seconds} s`
		: durationText(seconds);
}

/** The same of what still goes on: nobody wants hundredths of a second. */
export function wholeText(seconds: number): string {
	return seconds < 60 ? `${Math.round(seconds)} s` : durationText(seconds);
}

function pair(count: number, base: number, big: string, small: string): string {
	return `${Math.floor(count / base)}${big} ${String(count % base).padStart(2, "0")}${small}`;
}

/** A count as people read it: `1,204`. */
export function countText(count: number): string {
	return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 file`, `1,204 files`. */
export function countOf(count: number, noun: string): string {
	return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Bytes as people read them: `512 B`, `1.5 MB`. */
export function sizeText(bytes: number): string {
	const units = ["B", "KB", "MB", "GB", "TB"];
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit += 1;
	}
	return `${Number(value.toFixed(1))} ${units[unit]}`;
}
