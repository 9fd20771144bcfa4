/** How far a job says it is: a bar, and how long it may still take. */

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
