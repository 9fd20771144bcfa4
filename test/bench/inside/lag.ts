/**
 * Loaded into a Monitor: after one SIGUSR2, how late each timer of 2 ms comes, in ms;
 * with the next all of them are written to the file that BENCH_LAG names.
 */
import fs from "node:fs";

export const EVERY = 2;

const file = process.env.BENCH_LAG;
let late: number[] | undefined;

function tick(due: number): void {
	if (late === undefined) return;
	const now = performance.now();
	// The clock of timers has steps of 1 ms, so that one can come too early by this.
	late.push(Math.max(0, now - due));
	setTimeout(tick, EVERY, now + EVERY).unref();
}

if (file !== undefined) {
	delete process.env.NODE_OPTIONS;
	process.on("SIGUSR2", () => {
		if (late === undefined) {
			late = [];
			tick(performance.now());
			return;
		}
		fs.writeFileSync(`${file}.new`, JSON.stringify(late));
		fs.renameSync(`${file}.new`, file);
		late = undefined;
	});
}
