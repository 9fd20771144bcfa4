/** How far a job says it is: a bar, and how long it may still take. */
import { durationText } from "./quantity.ts";

/** Seconds left if it goes on as it went; undefined where nothing is done yet. */
export function timeLeft(seconds: number, percent: number): number | undefined {
	return percent > 0 ? (seconds * (100 - percent)) / percent : undefined;
}

const WIDTH = 10;

/** `[#####-----] 52%`; full only when it is done. */
export function progressBar(percent: number): string {
	const done = Math.floor((percent / 100) * WIDTH);
	return `[${"#".repeat(done)}${"-".repeat(WIDTH - done)}] ${Math.floor(percent)}%`;
}

/** `[#####-----] 52%, about 2m 10s left` */
export function progressText(percent: number, seconds: number): string {
	const left = timeLeft(seconds, percent);
	const about =
		left === undefined || left === 0
			? ""
			: `, about ${left < 60 ? `${Math.ceil(left)} s` : durationText(left)} left`;
	return progressBar(percent) + about;
}
